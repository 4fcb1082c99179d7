package org.sextant.runtime.session;

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
    /// Scores and pattern.
    private static final int PATTERN_ARRAYS = 2;

    static MemoryEstimate of(ModelSpec spec, long parameters, Dtype dtype) {
        long positions = Math.min(POSITIONS, spec.contextLength());
        long perPosition = (long) RESIDUAL_ARRAYS * spec.dModel() + (long) HIDDEN_ARRAYS * spec.dMlp()
                + PATTERN_ARRAYS * (long) spec.heads() * positions + spec.vocabSize()
                + 2L * spec.layers() * spec.kvHeads() * spec.headDim();
        return new MemoryEstimate(Math.multiplyExact(parameters, dtype.bytes()),
                Math.multiplyExact(perPosition * positions, dtype.bytes()));
    }

    long total() {
        return weights + working;
    }
}
