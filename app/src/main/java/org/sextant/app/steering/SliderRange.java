package org.sextant.app.steering;

import org.sextant.runtime.steering.Operation;

/// How far a slider goes. Its middle is where nothing is changed, unless it must not go below 0.
///
/// @param neutral where nothing is changed
/// @param reach how far it goes to either side of that
/// @param least what a value must not fall below
record SliderRange(double neutral, double reach, double least) {
    private static final double ROOM = 1.5;
    private static final double VECTOR = 2;
    private static final double FEATURE = 10;
    private static final double STEPS = 200;
    private static final double[] NICE = {1, 2, 5, 10};

    /// The master gain: 1 leaves every slider as it stands.
    static SliderRange ofGain(double gain) {
        return new SliderRange(1, 1, Double.NEGATIVE_INFINITY).covering(gain);
    }

    /// The range that a slider begins with.
    static SliderRange of(RowEdits row) {
        double reach = switch (row.kind()) {
            case VECTOR -> VECTOR;
            case FEATURE -> row.neutral() == 1 ? 1 : FEATURE;
            case HEAD, EXPERT, ZERO -> 1;
        };
        double least = row.kind() == RowEdits.Kind.EXPERT ? 0 : Double.NEGATIVE_INFINITY;
        return new SliderRange(row.neutral(), reach, least).covering(row.value());
    }

    /// The same range, wide enough for a value.
    SliderRange covering(double value) {
        double away = Math.abs(value - neutral);
        return away <= reach ? this : new SliderRange(neutral, ROOM * away, least);
    }

    /// The same range, at least so far to either side.
    SliderRange reaching(double wanted) {
        return wanted <= reach ? this : new SliderRange(neutral, wanted, least);
    }

    double low() {
        return Math.max(least, neutral - reach);
    }

    double high() {
        return neutral + reach;
    }

    /// What an arrow key moves.
    double fine() {
        double step = (high() - low()) / STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        for (double nice : NICE) {
            if (nice * power >= step * 0.999) {
                return nice * power;
            }
        }
        return 10 * power;
    }

    /// What an arrow key moves together with Shift.
    double coarse() {
        return 10 * fine();
    }

    /// The value that is meant by a place of the thumb: a whole number of fine steps, and neutral near to that.
    double rounded(double value) {
        double near = Math.abs(value - neutral) <= 1.5 * fine() ? neutral : value;
        double steps = Math.round(near / fine());
        double whole = fine() < 1 ? steps / Math.round(1 / fine()) : steps * fine();
        return whole == 0 ? 0 : Math.clamp(whole, low(), high());
    }

    /// A value moved by so many fine steps.
    double stepped(double value, double steps) {
        double next = value + steps * fine();
        double whole = fine() < 1 ? Math.round(next / fine()) / (double) Math.round(1 / fine()) : next;
        return whole == 0 ? 0 : Math.clamp(whole, low(), high());
    }

    /// Whether a typed value may be taken; it may exceed the range.
    boolean takes(double value) {
        return Double.isFinite(value) && value >= least;
    }

    /// Whether an operation is off, and not at some value, where it changes nothing.
    static boolean isOffWhenNeutral(Operation operation) {
        return operation == Operation.AFFINE || operation == Operation.CLAMP_FEATURE || operation == Operation.ZERO;
    }
}
