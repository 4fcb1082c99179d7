package org.sextant.app.routing;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person types to find experts: `L48 E176`, `48.176`, `48 176`, `L48`, `E176`; a number alone is either.
///
/// @param layer empty where any will do
/// @param expert empty where any will do
/// @param either whether one number is asked for, be it of the layer or of the expert
record ExpertQuery(OptionalInt layer, OptionalInt expert, boolean either) {
    static final ExpertQuery ALL = new ExpertQuery(OptionalInt.empty(), OptionalInt.empty(), false);

    private static final Pattern BOTH = Pattern.compile("L?(\\d{1,6})[\\s.,/:]*(?:[\\s.,/:]|E)(\\d{1,6})");
    private static final Pattern LAYER = Pattern.compile("L\\s*(\\d{1,6})");
    private static final Pattern EXPERT = Pattern.compile("E\\s*(\\d{1,6})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    /// Empty where it cannot be understood; nothing typed asks for all.
    static Optional<ExpertQuery> parse(String typed) {
        String text = typed.strip().toUpperCase(Locale.ROOT).replaceAll("LAYER\\s*", "L")
                .replaceAll("EXPERT\\s*", "E");
        if (text.isEmpty()) {
            return Optional.of(ALL);
        }
        Matcher both = BOTH.matcher(text);
        if (both.matches()) {
            return Optional.of(new ExpertQuery(number(both.group(1)), number(both.group(2)), false));
        }
        Matcher layer = LAYER.matcher(text);
        if (layer.matches()) {
            return Optional.of(new ExpertQuery(number(layer.group(1)), OptionalInt.empty(), false));
        }
        Matcher expert = EXPERT.matcher(text);
        if (expert.matches()) {
            return Optional.of(new ExpertQuery(OptionalInt.empty(), number(expert.group(1)), false));
        }
        return NUMBER.matcher(text).matches()
                ? Optional.of(new ExpertQuery(number(text), number(text), true))
                : Optional.empty();
    }

    private static OptionalInt number(String digits) {
        return OptionalInt.of(Integer.parseInt(digits));
    }

    boolean fits(int otherLayer, int otherExpert) {
        boolean fitsLayer = layer.isEmpty() || layer.getAsInt() == otherLayer;
        boolean fitsExpert = expert.isEmpty() || expert.getAsInt() == otherExpert;
        return either ? fitsLayer || fitsExpert : fitsLayer && fitsExpert;
    }

    /// The expert that is meant; a number alone is one of the layer that is looked at.
    Optional<ExpertAddress> address(OptionalInt looked) {
        OptionalInt at = either || layer.isEmpty() ? looked : layer;
        return at.isPresent() && expert.isPresent()
                ? Optional.of(new ExpertAddress(at.getAsInt(), expert.getAsInt()))
                : Optional.empty();
    }
}
