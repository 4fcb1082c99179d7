package org.sextant.app.chart;

import java.util.Locale;

/// How a number is written: four significant digits, in the same form everywhere.
public final class Numbers {
    private static final double PLAIN_FROM = 1e-3;
    private static final double PLAIN_BELOW = 1e6;

    private Numbers() {}

    /// Four significant digits with their zeros, so that columns of numbers line up: `0.1200`, `-3.142`, `1204`,
    /// `1.234e-05`; `0`, `NaN`, `∞` and `-∞` as they are.
    public static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        if (value == 0) {
            return "0";
        }
        String scientific = String.format(Locale.ROOT, "%.3e", value);
        double rounded = Math.abs(Double.parseDouble(scientific));
        if (rounded < PLAIN_FROM || rounded >= PLAIN_BELOW) {
            return scientific;
        }
        int integerDigits = (int) Math.floor(Math.log10(rounded)) + 1;
        return String.format(Locale.ROOT, "%." + Math.max(0, 4 - integerDigits) + "f", value);
    }

    /// The same in a sentence: what is no number is said so.
    public static String words(double value) {
        return Double.isNaN(value) ? "not a number" : format(value);
    }

    /// [#format] without closing zeros, for the ends of a scale and ticks: `0.12`, `-3`, `1.5e-05`.
    public static String brief(double value) {
        String text = format(value);
        int exponent = text.indexOf('e');
        String mantissa = exponent < 0 ? text : text.substring(0, exponent);
        if (mantissa.indexOf('.') >= 0) {
            mantissa = mantissa.replaceAll("\\.?0+$", "");
        }
        return exponent < 0 ? mantissa : mantissa + text.substring(exponent);
    }
}
