package org.sextant.runtime.model;

import java.util.OptionalDouble;

/// How the residual stream begins and how it is read.
///
/// @param learnedPositions whether a learned vector a position is added to the token embedding
/// @param embeddingScale factor of the token embedding
/// @param logitCap logits are `cap tanh(logit / cap)`, where there is a cap
/// @param tied whether the unembedding is the embedding
public record EndsSpec(boolean learnedPositions, double embeddingScale, OptionalDouble logitCap, boolean tied) {
    /// Learned positions, and nothing else out of the ordinary.
    public static EndsSpec learned(boolean tied) {
        return new EndsSpec(true, 1, OptionalDouble.empty(), tied);
    }

    /// Positions that enter elsewhere, and nothing else out of the ordinary.
    public static EndsSpec plain(boolean tied) {
        return new EndsSpec(false, 1, OptionalDouble.empty(), tied);
    }

    EndsSpec withTied(boolean isTied) {
        return new EndsSpec(learnedPositions, embeddingScale, logitCap, isTied);
    }
}
