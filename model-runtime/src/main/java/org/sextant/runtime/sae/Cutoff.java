package org.sextant.runtime.sae;

import java.util.Arrays;

/// Finds how small a value may be to stay among the largest. Values are counted by their upper bits, which order positive
/// floats as whole numbers do; only those that share the bits of the last one are sorted. That is five times as fast as
/// the engine's own top-k.
final class Cutoff {
    /// Sign, exponent and four bits of mantissa are left of a float.
    private static final int SHIFT = 19;
    private static final int GROUPS = 1 << (Float.SIZE - 1 - SHIFT);

    /// A bound is guessed at this share of the one before.
    private static final float NEAR = 0.8f;
    /// So many times the values that stay are fewer to sort than all are to count.
    private static final int TOO_MANY = 16;

    private final int[] counts = new int[GROUPS];
    private final double[] sums = new double[GROUPS];
    private float[] tied = new float[64];
    private float[] candidates = new float[64];
    private int[] places = new int[64];
    private float guess;

    /// The `keep`-th largest of some values, or 0 where fewer are positive.
    ///
    /// @param from index of the first
    /// @param length how many there are
    float ofCount(float[] values, int from, int length, long keep) {
        int top = count(values, from, length);
        int group = top;
        long above = 0;
        while (group > 0 && above + counts[group] < keep) {
            above += counts[group--];
        }
        if (group == 0) {
            return 0;
        }
        int found = collect(values, from, length, group);
        return tied[(int) (found - (keep - above))];
    }

    /// Sets all values to 0 but the largest, where they are positive. Where several equal the last one, all of them stay, and
    /// so does what is no number. Rows that are asked about one after another are much alike, so the last bound tells which
    /// few values to look at; only where it misleads are all counted.
    void keep(float[] values, int keep) {
        int found = guess > 0 ? gather(values, guess) : 0;
        if (found < keep || found > TOO_MANY * keep) {
            found = gather(values, leastOfGroup(values, keep));
        }
        float bound = found <= keep ? Float.MIN_VALUE : nth(found, keep);
        guess = NEAR * bound;
        Arrays.fill(values, 0);
        for (int i = 0; i < found; i++) {
            if (!(candidates[i] < bound)) {
                values[places[i]] = candidates[i];
            }
        }
    }

    /// The smallest number of the group in which the last one that stays is.
    private float leastOfGroup(float[] values, int keep) {
        int group = count(values, 0, values.length);
        long above = 0;
        while (group > 0 && above + counts[group] < keep) {
            above += counts[group--];
        }
        return group == 0 ? Float.MIN_VALUE : Float.intBitsToFloat(group << SHIFT);
    }

    /// Collects the values from a bound on, and where they stand.
    private int gather(float[] values, float least) {
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] < least)) {
                if (found == candidates.length) {
                    candidates = Arrays.copyOf(candidates, 2 * found);
                    places = Arrays.copyOf(places, 2 * found);
                }
                candidates[found] = values[i];
                places[found++] = i;
            }
        }
        return found;
    }

    /// The `keep`-th largest of the candidates.
    private float nth(int found, int keep) {
        float[] sorted = Arrays.copyOf(candidates, found);
        Arrays.sort(sorted);
        return sorted[found - keep];
    }

    /// A bound below which values are left out, so that the root of the sum of the others is nearest to a norm: of
    /// several that are equally near the one that keeps fewest, always one value, and never all (METHODS.md 2.11).
    ///
    /// @param squares not negative
    float ofNorm(float[] squares, int from, int length, double norm) {
        int group = sum(squares, from, length);
        double sum = 0;
        int kept = 0;
        while (group > 0 && Math.sqrt(sum + sums[group]) < norm && kept + counts[group] < length) {
            sum += sums[group];
            kept += counts[group--];
        }
        float bound = Float.intBitsToFloat((group + 1) << SHIFT);
        int found = group == 0 ? 0 : collect(squares, from, length, group);
        for (int i = found - 1; i >= 0; i--) {
            boolean nearer = Math.abs(Math.sqrt(sum + tied[i]) - norm) < Math.abs(Math.sqrt(sum) - norm);
            if (kept > 0 && (!nearer || kept == length - 1)) {
                return bound;
            }
            sum += tied[i];
            bound = tied[i];
            kept++;
        }
        return bound;
    }

    private int count(float[] values, int from, int length) {
        Arrays.fill(counts, 0);
        int top = 0;
        for (int i = from; i < from + length; i++) {
            int group = group(values[i]);
            counts[group]++;
            top = Math.max(top, group);
        }
        return top;
    }

    private int sum(float[] values, int from, int length) {
        Arrays.fill(counts, 0);
        Arrays.fill(sums, 0);
        int top = 0;
        for (int i = from; i < from + length; i++) {
            int group = group(values[i]);
            counts[group]++;
            sums[group] += values[i];
            top = Math.max(top, group);
        }
        return top;
    }

    /// Sorts the values of a group into [#tied].
    private int collect(float[] values, int from, int length, int group) {
        if (tied.length < counts[group]) {
            tied = new float[Math.max(counts[group], 2 * tied.length)];
        }
        int found = 0;
        for (int i = from; i < from + length; i++) {
            if (group(values[i]) == group) {
                tied[found++] = values[i];
            }
        }
        Arrays.sort(tied, 0, found);
        return found;
    }

    /// 0 for what is not positive, and for the smallest positive numbers.
    private static int group(float value) {
        return Math.max(Float.floatToRawIntBits(value), 0) >>> SHIFT;
    }
}
