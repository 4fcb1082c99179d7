package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/// Is the model computed correctly here?
///
/// @param prompt a short sequence to run
/// @param reference a safetensors file in which another implementation recorded what it computed for this model
public record VerifyRequest(Prompt prompt, Optional<Path> reference) implements PromptRequest<VerifyResult> {
    private static final int LENGTH = 16;
    private static final long STEP = 7919;

    /// With tokens from all over the vocabulary, and no recording.
    public static VerifyRequest of(ModelCard card) {
        return new VerifyRequest(new Prompt.Ids(IntStream.range(0, Math.min(LENGTH, card.contextLength()))
                .map(i -> (int) ((i * STEP + 11) % card.vocabSize())).boxed().toList()), Optional.empty());
    }

    /// The same, and compared with a recording.
    public VerifyRequest against(Path recording) {
        return new VerifyRequest(prompt, Optional.of(recording));
    }
}
