package org.sextant.runtime.chat.jinja;

import java.math.BigDecimal;
import java.util.Locale;

/// How Python writes floating-point numbers: the fewest digits that give the same number again, with an exponent from
/// `1e+16` up and from `1e-05` down.
final class Numbers {
    private static final int FIRST_LARGE = 16;
    private static final int LAST_SMALL = -5;

    private Numbers() {}

    static String write(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= FIRST_LARGE || exponent <= LAST_SMALL) {
            String unscaled = digits.unscaledValue().abs().toString();
            String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
            return (number < 0 ? "-" : "") + unscaled.charAt(0) + fraction
                    + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        String plain = digits.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
}
