package org.sextant.runtime.session;

import java.util.Arrays;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/// Reads texts as two models do. Safe on any thread.
final class PairReader {
    private final LoadedModel a;
    private final LoadedModel b;
    private final Supplier<SharedVocabulary> comparing;
    private volatile @Nullable SharedVocabulary vocabulary;

    PairReader(LoadedModel a, LoadedModel b) {
        this.a = a;
        this.b = b;
        this.comparing = () -> SharedVocabulary.of(a, b);
    }

    /// A prompt on both sides.
    ///
    /// @param text as which it was read
    /// @param alignment of its positions
    record Reading(Prompt text, PairedText ids, PositionPairs alignment) {}

    /// What the ids of one mean to the other. Found out once.
    SharedVocabulary vocabulary() {
        SharedVocabulary known = vocabulary;
        if (known == null) {
            known = comparing.get();
            vocabulary = known;
        }
        return known;
    }

    /// @throws PromptException if it is text and one of the models has no tokenizer, or a conversation and none has a chat
    ///         template, or an id is out of range
    /// @throws RequestException if it is ids that mean other tokens to the other model
    Reading read(Prompt prompt) {
        Prompt text = prompt instanceof Prompt.Chat chat ? new Prompt.Text(rendered(chat), false) : prompt;
        int[] idsA = a.prompts().ids(text);
        int[] idsB = b.prompts().ids(text);
        PositionPairs alignment = alignment(text, idsA, idsB);
        return new Reading(text, new PairedText(idsA, idsB, alignment.pairs()), alignment);
    }

    private String rendered(Prompt.Chat chat) {
        return (a.prompts().hasTemplate() || !b.prompts().hasTemplate() ? a : b).prompts().rendered(chat);
    }

    private PositionPairs alignment(Prompt prompt, int[] idsA, int[] idsB) {
        if (prompt instanceof Prompt.Text text && !(Arrays.equals(idsA, idsB) && meansTheSame(idsA))) {
            return SpanPairs.of(a.prompts().spans(text), b.prompts().spans(text));
        }
        if (!meansTheSame(idsA)) {
            throw new RequestException("token ids mean other tokens to the other model",
                    "in the prompt for " + a.card().name() + " and " + b.card().name(), "give the prompt as text");
        }
        return SpanPairs.identity(idsA.length);
    }

    private boolean meansTheSame(int[] ids) {
        int shared = vocabulary().shared().orElse(0);
        return Arrays.stream(ids).allMatch(id -> id < shared);
    }
}
