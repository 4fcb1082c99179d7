package org.sextant.app.view;

import java.util.Locale;

/// Clauses as sentences.
public final class Sentence {
    private Sentence() {}

    /// `the header is longer than the file` becomes `The header is longer than the file.`
    public static String of(String clause) {
        if (clause.isBlank()) {
            return "";
        }
        String trimmed = clause.strip();
        String start = trimmed.substring(0, trimmed.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
        String whole = start + trimmed.substring(trimmed.offsetByCodePoints(0, 1));
        return whole.matches("(?s).*[.!?…]") ? whole : whole + ".";
    }
}
