package org.sextant.app.view;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The constants of a choice by the short stable names that the command line takes: `difference` for `DIFFERENCE`.
public final class ShortNames {
    private ShortNames() {}

    /// All of them, in their order.
    public static List<String> of(Class<? extends Enum<?>> choice) {
        return Arrays.stream(choice.getEnumConstants()).map(ShortNames::of).toList();
    }

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// The constant of a name.
    ///
    /// @throws IllegalArgumentException if none has it
    public static <E extends Enum<E>> E parse(Class<E> choice, String name) {
        return Arrays.stream(choice.getEnumConstants()).filter(each -> of(each).equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + name + " among " + of(choice)));
    }
}
