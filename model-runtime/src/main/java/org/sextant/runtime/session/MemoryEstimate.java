package org.sextant.runtime.session;

import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.ModelSpec;

/// What a model takes in memory.
///
/// @param weights bytes of the weights in the type that is computed in, tied ones counted once; a float32 file opened as
///         float32 is mapped, and the mapping is all there is
/// @param working bytes that a forward pass over a long prompt makes on the way
record MemoryEstimate(long weights, long working) {
    /// A long prompt, unless the context is shorter.
    private static final int POSITIONS = 1024;
    /// Arrays of the residual stream's and of the hidden layer's width that one block holds at a time.
    private static final int RESIDUAL_ARRAYS = 8;
    private static final int HIDDEN_ARRAYS = 3;
    /// Scores and pattern; in float16 also both in float32, in which the softmax is computed.
    private static final int PATTERN_ARRAYS = 2;
    private static final int PATTERN_ARRAYS_IN_FLOAT16 = 6;
    /// A mask while it is made.
    private static final int MASK_ARRAYS = 3;

    static MemoryEstimate of(ModelSpec spec, long parameters, Dtype dtype) {
        long positions = Math.min(POSITIONS, spec.contextLength());
        return new MemoryEstimate(Math.multiplyExact(parameters, dtype.bytes()),
                working(spec, dtype, positions, positions, positions));
    }

    /// Bytes that a forward pass makes on the way.
    ///
    /// @param positions tokens that go through the model at once
    /// @param logitRows positions that are unembedded at once
    /// @param cached positions that a cache has room for
    static long working(ModelSpec spec, Dtype dtype, long positions, long logitRows, long cached) {
        long patterns = dtype == Dtype.FLOAT16 ? PATTERN_ARRAYS_IN_FLOAT16 : PATTERN_ARRAYS;
        long perPosition = (long) RESIDUAL_ARRAYS * spec.dModel() + (long) HIDDEN_ARRAYS * hiddenWidth(spec)
                + (patterns * spec.heads() + MASK_ARRAYS) * positions;
        long cache = 2L * spec.layers() * spec.kvHeads() * spec.headDim() * cached;
        return Math.multiplyExact(perPosition * positions + logitRows * spec.vocabSize() + cache, dtype.bytes());
    }

    /// The wider of the dense layers, and of a token's chosen experts with their outputs and the shared one.
    private static long hiddenWidth(ModelSpec spec) {
        long mixture = spec.experts().map(experts -> (long) experts.chosen() * (experts.width() + spec.dModel())
                + experts.shared().map(ExpertSpec.Shared::width).orElse(0)).orElse(0L);
        return Math.max(spec.dMlp(), mixture);
    }

    long total() {
        return weights + working;
    }
}
