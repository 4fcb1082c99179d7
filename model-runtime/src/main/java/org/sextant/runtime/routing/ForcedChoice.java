package org.sextant.runtime.routing;

import java.util.List;

/// Puts forced experts among the chosen ones. Each that was not chosen takes the place of the one chosen last that is not
/// forced itself, in the order of their numbers.
final class ForcedChoice {
    private final List<ExpertGain> forced;
    private final boolean[] isForced;
    private final float[] gainOf;
    private float[] gains = new float[0];
    private float[] others = new float[0];

    /// @param forced of one layer, by number, no more than a token gets
    /// @param experts of the layer
    ForcedChoice(List<ExpertGain> forced, int experts) {
        this.forced = forced;
        this.isForced = new boolean[experts];
        this.gainOf = new float[experts];
        forced.forEach(gain -> {
            isForced[gain.expert()] = true;
            gainOf[gain.expert()] = (float) gain.gain();
        });
    }

    /// @param chosen `[tokens, k]`, best first; changed in place
    void take(long[] chosen, int k) {
        for (int from = 0; from < chosen.length; from += k) {
            for (ExpertGain gain : forced) {
                if (!holds(chosen, from, from + k, gain.expert())) {
                    chosen[last(chosen, from, from + k)] = gain.expert();
                }
            }
        }
        gains = new float[chosen.length];
        others = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            gains[i] = isForced[(int) chosen[i]] ? gainOf[(int) chosen[i]] : 0;
            others[i] = isForced[(int) chosen[i]] ? 0 : 1;
        }
    }

    private static boolean holds(long[] chosen, int from, int to, int expert) {
        for (int i = from; i < to; i++) {
            if (chosen[i] == expert) {
                return true;
            }
        }
        return false;
    }

    private int last(long[] chosen, int from, int to) {
        int i = to - 1;
        while (i > from && isForced[(int) chosen[i]]) {
            i--;
        }
        return i;
    }

    /// `[tokens, k]` gain of each forced choice; 0 for others.
    float[] gains() {
        return gains;
    }

    /// `[tokens, k]` 0 for each forced choice; 1 for others.
    float[] others() {
        return others;
    }
}
