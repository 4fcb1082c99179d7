package org.sextant.runtime.session;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// What the ids of one model mean in another. A value, safe on any thread.
final class SharedVocabulary {
    private final OptionalInt shared;
    private final Map<String, Integer> idsInA;
    private final Map<String, Integer> idsInB;

    private SharedVocabulary(OptionalInt shared, Map<String, Integer> idsInA, Map<String, Integer> idsInB) {
        this.shared = shared;
        this.idsInA = idsInA;
        this.idsInB = idsInB;
    }

    /// Compares the vocabularies token by token. Special tokens may have other names: a tuned model gives the spare ones of
    /// its base model a meaning, or has some more.
    static SharedVocabulary of(LoadedModel a, LoadedModel b) {
        int sizeA = a.card().vocabSize();
        int sizeB = b.card().vocabSize();
        int tokens = Math.min(a.prompts().tokenCount(), b.prompts().tokenCount());
        if (agree(a.prompts(), b.prompts(), tokens) && addsSpecials(a.prompts(), tokens)
                && addsSpecials(b.prompts(), tokens)) {
            return new SharedVocabulary(OptionalInt.of(sizeA == sizeB ? sizeA : tokens), Map.of(), Map.of());
        }
        return new SharedVocabulary(OptionalInt.empty(), keys(a.prompts()), keys(b.prompts()));
    }

    private static boolean agree(PromptReader a, PromptReader b, int tokens) {
        if (a.hasTokenizer() != b.hasTokenizer()) {
            return false;
        }
        for (int id = 0; id < tokens; id++) {
            if (!(a.isSpecial(id) && b.isSpecial(id)) && !a.key(id).equals(b.key(id))) {
                return false;
            }
        }
        return true;
    }

    /// With other tokens more, a text is cut otherwise and the next token is another question.
    private static boolean addsSpecials(PromptReader prompts, int from) {
        return IntStream.range(from, prompts.tokenCount()).allMatch(prompts::isSpecial);
    }

    private static Map<String, Integer> keys(PromptReader prompts) {
        Map<String, Integer> ids = new HashMap<>();
        for (int id = 0; id < prompts.tokenCount(); id++) {
            ids.putIfAbsent(prompts.key(id), id);
        }
        return ids;
    }

    /// How many ids, counted from 0, mean the same in both; empty where the vocabularies differ.
    OptionalInt shared() {
        return shared;
    }

    /// The second model's id of a token.
    ///
    /// @param id in the first model
    /// @param key its [PromptReader#key]
    OptionalInt inB(int id, String key) {
        return other(id, key, idsInB);
    }

    /// The first model's id of a token.
    ///
    /// @param id in the second model
    OptionalInt inA(int id, String key) {
        return other(id, key, idsInA);
    }

    private OptionalInt other(int id, String key, Map<String, Integer> ids) {
        if (shared.isPresent()) {
            return id < shared.getAsInt() ? OptionalInt.of(id) : OptionalInt.empty();
        }
        Integer found = ids.get(key);
        return found == null ? OptionalInt.empty() : OptionalInt.of(found);
    }
}
