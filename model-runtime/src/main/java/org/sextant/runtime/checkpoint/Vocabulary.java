package org.sextant.runtime.checkpoint;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/// The tokens of a `tokenizer.json`: what each id stands for.
final class Vocabulary {
    private static final String REMEDY = "download it again, or remove it and give prompts as token ids";

    private final Path file;
    private final TokenAlphabet alphabet;
    private final Map<Integer, String> tokens = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Set<Integer> added = new HashSet<>();
    private final Set<Integer> special = new HashSet<>();

    /// @throws CheckpointException if the file has no vocabulary that can be read
    Vocabulary(Path file, JsonNode tokenizer) {
        this.file = file;
        this.alphabet = TokenAlphabet.of(tokenizer);
        readModel(tokenizer.path("model").path("vocab"));
        tokenizer.path("added_tokens").forEach(this::readAdded);
    }

    TokenAlphabet alphabet() {
        return alphabet;
    }

    /// Number of tokens.
    int size() {
        return tokens.size();
    }

    /// The id of a token by its spelling in the file.
    Optional<Integer> id(String token) {
        return Optional.ofNullable(ids.get(token));
    }

    boolean contains(int id) {
        return tokens.containsKey(id);
    }

    boolean isSpecial(int id) {
        return special.contains(id);
    }

    /// The bytes of a token; none for an id without a token. Added tokens are written out, the others spelled in the
    /// alphabet.
    byte[] bytes(int id) {
        String token = tokens.getOrDefault(id, "");
        return added.contains(id) ? token.getBytes(StandardCharsets.UTF_8) : alphabet.bytes(token);
    }

    /// A vocabulary is an object of ids by token, or, for a unigram model, a list of tokens with their scores.
    private void readModel(JsonNode vocabulary) {
        if (vocabulary.isObject()) {
            vocabulary.properties().forEach(field -> put(field.getKey(), field.getValue()));
        } else if (vocabulary.isArray()) {
            for (int id = 0; id < vocabulary.size(); id++) {
                put(vocabulary.get(id).path(0).asText(), id);
            }
        }
        if (tokens.isEmpty()) {
            throw new CheckpointException("the tokenizer has no vocabulary", file, REMEDY);
        }
    }

    private void readAdded(JsonNode token) {
        put(token.path("content").asText(), token.path("id"));
        int id = token.path("id").intValue();
        added.add(id);
        if (token.path("special").asBoolean()) {
            special.add(id);
        }
    }

    private void put(String token, JsonNode id) {
        if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
            throw new CheckpointException("the token \"" + token + "\" has the id " + id, file, REMEDY);
        }
        put(token, id.intValue());
    }

    private void put(String token, int id) {
        tokens.put(id, token);
        ids.put(token, id);
    }
}
