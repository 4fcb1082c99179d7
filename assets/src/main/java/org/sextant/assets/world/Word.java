package org.sextant.assets.world;

import java.util.List;

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

    /// A word of a list: `rope`, `knife/knives`, `Anna/she`, `baker/he` or `fisherman/fishermen/he`.
    static Word parse(String entry) {
        List<String> parts = List.of(entry.split("/", -1));
        String text = parts.getFirst();
        Gender gender = switch (parts.getLast()) {
            case "he" -> Gender.HE;
            case "she" -> Gender.SHE;
            default -> Gender.IT;
        };
        boolean hasPlural = parts.size() > (gender == Gender.IT ? 1 : 2);
        return new Word(text, hasPlural ? parts.get(1) : pluralOf(text), gender);
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
        if (Character.isUpperCase(noun.charAt(0))) {
            return noun;
        }
        int last = noun.length() - 1;
        if (noun.endsWith("s") || noun.endsWith("x") || noun.endsWith("ch") || noun.endsWith("sh")) {
            return noun + "es";
        }
        if (noun.endsWith("y") && VOWELS.indexOf(noun.charAt(last - 1)) < 0) {
            return noun.substring(0, last) + "ies";
        }
        return noun + "s";
    }
}
