package org.sextant.runtime.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

/// How a tokenizer spells bytes in the names of its tokens.
sealed interface TokenAlphabet {
    /// The bytes that a token of the vocabulary stands for.
    byte[] bytes(String token);

    /// Reads from `tokenizer.json` which alphabet its decoder undoes.
    static TokenAlphabet of(JsonNode tokenizer) {
        JsonNode decoder = tokenizer.path("decoder");
        JsonNode spelling = decoder.isObject() ? decoder : tokenizer.path("pre_tokenizer");
        if (uses(spelling, "ByteLevel")) {
            return new ByteLevel();
        }
        boolean byteFallback = uses(decoder, "ByteFallback")
                || tokenizer.path("model").path("byte_fallback").asBoolean(false);
        return new SentencePiece(byteFallback);
    }

    /// Whether a part of the pipeline, or one nested in it, is of this type.
    private static boolean uses(JsonNode part, String type) {
        return part.findValues("type").stream().anyMatch(node -> node.asText().equals(type));
    }

    /// GPT-2's alphabet: each byte is one character. Bytes that print stand for themselves; the others, in order, for
    /// the characters from 256 on.
    record ByteLevel() implements TokenAlphabet {
        private static final int FIRST_SUBSTITUTE = 256;
        private static final int[] BYTE_OF_SUBSTITUTE = IntStream.range(0, FIRST_SUBSTITUTE)
                .filter(value -> !standsForItself(value)).toArray();

        @Override
        public byte[] bytes(String token) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < token.length(); i++) {
                int character = token.charAt(i);
                int substitute = character - FIRST_SUBSTITUTE;
                if (standsForItself(character)) {
                    bytes.write(character);
                } else if (substitute >= 0 && substitute < BYTE_OF_SUBSTITUTE.length) {
                    bytes.write(BYTE_OF_SUBSTITUTE[substitute]);
                } else {
                    // A token with any other character was never spelled in this alphabet.
                    return token.getBytes(StandardCharsets.UTF_8);
                }
            }
            return bytes.toByteArray();
        }

        private static boolean standsForItself(int value) {
            return (value >= '!' && value <= '~') || (value >= '¡' && value <= '¬') || (value >= '®' && value <= 'ÿ');
        }
    }

    /// SentencePiece's: `▁` is a space, the rest is text; with byte fallback `<0x0A>` is one byte.
    record SentencePiece(boolean byteFallback) implements TokenAlphabet {
        private static final Pattern BYTE = Pattern.compile("<0x([0-9A-Fa-f]{2})>");

        @Override
        public byte[] bytes(String token) {
            Matcher fallback = BYTE.matcher(token);
            if (byteFallback && fallback.matches()) {
                return new byte[]{(byte) Integer.parseInt(fallback.group(1), 16)};
            }
            return token.replace('▁', ' ').getBytes(StandardCharsets.UTF_8);
        }
    }
}
