package org.sextant.assets.world;

import java.util.Locale;

/// What a slot was filled with.
///
/// @param text the word, or words, as picked
/// @param plural its plural; for a name the name itself
/// @param gender what pronouns stand for it
record Word(String text, String plural, Gender gender) {
    enum Gender {
        HE, SHE, IT
    }

    private static final String VOWELS = "aeiou";

    /// A word that the code chose and that no pronoun or plural is asked for.
    static Word of(String text) {
        return new Word(text, text, Gender.IT);
    }

    /// A word of a list: `rope`, `knife/knives` or `Anna/she`.
    static Word parse(String entry) {
        int slash = entry.indexOf('/');
        if (slash < 0) {
            return new Word(entry, pluralOf(entry), Gender.IT);
        }
        String text = entry.substring(0, slash);
        String rest = entry.substring(slash + 1);
        return switch (rest) {
            case "he" -> new Word(text, text, Gender.HE);
            case "she" -> new Word(text, text, Gender.SHE);
            default -> new Word(text, rest, Gender.IT);
        };
    }

    String withArticle() {
        return (VOWELS.indexOf(Character.toLowerCase(text.charAt(0))) >= 0 ? "an " : "a ") + text;
    }

    /// The pronoun for this word in the place where `he`, `him`, `his` or `himself` stands for a man.
    String pronoun(String forHim) {
        return switch (gender) {
            case HE -> forHim;
            case SHE -> switch (forHim) {
                case "he" -> "she";
                case "himself" -> "herself";
                default -> "her";
            };
            case IT -> switch (forHim) {
                case "his" -> "its";
                case "himself" -> "itself";
                default -> "it";
            };
        };
    }

    private static String pluralOf(String noun) {
        String lower = noun.toLowerCase(Locale.ROOT);
        int last = lower.length() - 1;
        if (lower.endsWith("s") || lower.endsWith("x") || lower.endsWith("ch") || lower.endsWith("sh")) {
            return noun + "es";
        }
        if (lower.endsWith("y") && VOWELS.indexOf(lower.charAt(last - 1)) < 0) {
            return noun.substring(0, last) + "ies";
        }
        return noun + "s";
    }
}
