package org.sextant.runtime.checkpoint;

import java.util.List;
import java.util.Optional;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

/// What is left to do about the token that begins a text after `tokenizer.json` had its say: the post-processor there
/// may put it first or not, and `add_bos_token` of `tokenizer_config.json` overrules it.
///
/// @param id the token
/// @param missing whether it must be put first
/// @param unwanted whether it must be taken away
record BeginToken(int id, boolean missing, boolean unwanted) {
    private static final BeginToken NOTHING_TO_DO = new BeginToken(0, false, false);
    private static final String PROBE = "a";

    static BeginToken of(HuggingFaceTokenizer encoder, TokenizerSettings settings, Vocabulary vocabulary) {
        Optional<Integer> id = settings.beginToken().flatMap(vocabulary::id);
        if (id.isEmpty() || settings.addBeginToken().isEmpty()) {
            return NOTHING_TO_DO;
        }
        boolean wanted = settings.addBeginToken().get();
        boolean added = addsItself(encoder, id.get());
        return new BeginToken(id.get(), wanted && !added, !wanted && added);
    }

    /// Changes an encoding that was made with special tokens.
    void apply(List<Integer> ids, List<EncodedText.Span> spans) {
        if (missing) {
            ids.addFirst(id);
            spans.addFirst(new EncodedText.Span(0, 0));
        } else if (unwanted) {
            ids.removeFirst();
            spans.removeFirst();
        }
    }

    private static boolean addsItself(HuggingFaceTokenizer encoder, int id) {
        long[] plain = encoder.encode(PROBE, false, false).getIds();
        long[] special = encoder.encode(PROBE, true, false).getIds();
        return special.length > plain.length && special[0] == id;
    }
}
