package org.sextant.runtime.session;

import java.util.List;

/// A finished continuation.
///
/// @param prompt the prompt's tokens
/// @param continuation the new tokens, the end token that ended it included
/// @param text prompt and continuation as text, without special tokens
/// @param finishReason why it ended
/// @param tokensPerSecond new tokens by the time from the first on
/// @param provenance how to get it again
public record GenerateResult(
        List<Token> prompt,
        List<Token> continuation,
        String text,
        FinishReason finishReason,
        double tokensPerSecond,
        Provenance provenance) {
    public GenerateResult {
        prompt = List.copyOf(prompt);
        continuation = List.copyOf(continuation);
    }

    /// Why a continuation ended.
    public enum FinishReason {
        /// The model gave its end token.
        END_TOKEN,
        /// The asked number of tokens was reached.
        LENGTH,
        /// The context is full.
        CONTEXT
    }
}
