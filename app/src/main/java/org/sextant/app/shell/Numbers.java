package org.sextant.app.shell;

import java.util.Locale;

/// Numbers as the window writes them: four significant digits.
final class Numbers {
    private Numbers() {}

    static String significant(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int whole = size < 1 ? leadingZeros(size) : (int) Math.floor(Math.log10(size)) + 1;
        int decimals = Math.clamp(size < 1 ? 4L + whole : 4L - whole, 0, 7);
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static int leadingZeros(double size) {
        return size == 0 ? -1 : Math.max(0, (int) Math.floor(-Math.log10(size)));
    }
}
