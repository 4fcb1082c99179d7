package org.sextant.assets.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How tokens are written in the vocabulary, which is SentencePiece's way.
final class Spelling {
    /// Stands for a space.
    static final String SPACE = "▁";

    private static final int BYTES = 256;

    private Spelling() {}

    /// A token for each byte, which spell the characters that the vocabulary lacks.
    static List<String> byteTokens() {
        return IntStream.range(0, BYTES).mapToObj(Spelling::byteToken).toList();
    }

    /// The characters of a text, each as a text.
    static List<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    /// A character byte by byte.
    static List<String> bytes(String character) {
        List<String> tokens = new ArrayList<>();
        for (byte value : character.getBytes(StandardCharsets.UTF_8)) {
            tokens.add(byteToken(Byte.toUnsignedInt(value)));
        }
        return tokens;
    }

    private static String byteToken(int value) {
        return String.format(Locale.ROOT, "<0x%02X>", value);
    }
}
