package org.sextant.runtime.lens;

/// Finds the greatest and the least of many values without sorting them.
public final class Extremes {
    private Extremes() {}

    /// Indices of the greatest values in order, equal ones by rising index; NaN counts as greatest.
    public static int[] largest(float[] values, int count) {
        return largest(values, 0, values.length, count);
    }

    /// Indices of the least values in order, equal ones by rising index; NaN counts as least.
    public static int[] smallest(float[] values, int count) {
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i] = -values[i];
        }
        return largest(turned, count);
    }

    /// By insertion into a short sorted list.
    ///
    /// @param from where the values begin
    /// @return indices counted from there
    static int[] largest(float[] values, int from, int length, int count) {
        int[] best = new int[Math.min(count, length)];
        int found = 0;
        for (int i = 0; i < length; i++) {
            float value = values[from + i] + 0f;
            if (found == best.length
                    && (found == 0 || Float.compare(value, values[from + best[found - 1]] + 0f) <= 0)) {
                continue;
            }
            int place = found < best.length ? found++ : found - 1;
            while (place > 0 && Float.compare(value, values[from + best[place - 1]] + 0f) > 0) {
                best[place] = best[place - 1];
                place--;
            }
            best[place] = i;
        }
        return best;
    }
}
