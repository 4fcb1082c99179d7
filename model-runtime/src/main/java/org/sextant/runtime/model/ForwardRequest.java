package org.sextant.runtime.model;

import java.util.Arrays;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/// One forward pass to run.
///
/// @param manager owns the result and, while the pass runs, what it makes on the way
/// @param start token ids, or a residual stream at a block
/// @param real `[B][T]` which tokens are real rather than padding
/// @param unembed which positions get logits
/// @param cache keys and values of the tokens before; the pass adds its own
/// @param untilBlock the block to stop before; with fewer than all there are no logits
/// @param listener called between blocks
/// @param rules what a backward pass does instead of a plain derivative
@SuppressWarnings("ArrayRecordComponent") // made for one pass and never compared
public record ForwardRequest(
        NDManager manager,
        Start start,
        boolean[][] real,
        Unembed unembed,
        Optional<KeyValueCache> cache,
        int untilBlock,
        BlockListener listener,
        RelevanceRules rules) {
    private static final BlockListener NOBODY = (block, total) -> {};

    /// Where a forward pass starts.
    public sealed interface Start {
        /// @param ids `[B][T]`
        record Ids(long[][] ids) implements Start {}

        /// @param value `[B, T, d_model]`, the input of `block`
        record Residual(NDArray value, int block) implements Start {}
    }

    /// From token ids, all positions unembedded.
    ///
    /// @param ids `[B][T]`, all rows of one length
    public static ForwardRequest ofIds(NDManager manager, long[][] ids) {
        return new ForwardRequest(manager, new Start.Ids(ids), allReal(ids.length, ids[0].length), Unembed.ALL,
                Optional.empty(), Integer.MAX_VALUE, NOBODY, RelevanceRules.NONE);
    }

    /// From one sequence of token ids.
    public static ForwardRequest ofIds(NDManager manager, int[] ids) {
        return ofIds(manager, new long[][]{Arrays.stream(ids).asLongStream().toArray()});
    }

    /// From a residual stream.
    ///
    /// @param value `[B, T, d_model]`, the input of `block`
    public static ForwardRequest ofResidual(NDManager manager, NDArray value, int block) {
        int batch = Math.toIntExact(value.getShape().get(0));
        int length = Math.toIntExact(value.getShape().get(1));
        return new ForwardRequest(manager, new Start.Residual(value, block), allReal(batch, length), Unembed.ALL,
                Optional.empty(), Integer.MAX_VALUE, NOBODY, RelevanceRules.NONE);
    }

    private static boolean[][] allReal(int batch, int length) {
        boolean[][] real = new boolean[batch][length];
        for (boolean[] row : real) {
            Arrays.fill(row, true);
        }
        return real;
    }

    /// @param mask `[B][T]`, true for real tokens
    public ForwardRequest withMask(boolean[][] mask) {
        return new ForwardRequest(manager, start, mask, unembed, cache, untilBlock, listener, rules);
    }

    public ForwardRequest unembed(Unembed positions) {
        return new ForwardRequest(manager, start, real, positions, cache, untilBlock, listener, rules);
    }

    public ForwardRequest cache(KeyValueCache before) {
        return new ForwardRequest(manager, start, real, unembed, Optional.of(before), untilBlock, listener, rules);
    }

    /// Runs only the blocks before this one.
    public ForwardRequest untilBlock(int block) {
        return new ForwardRequest(manager, start, real, unembed, cache, block, listener, rules);
    }

    public ForwardRequest progress(BlockListener betweenBlocks) {
        return new ForwardRequest(manager, start, real, unembed, cache, untilBlock, betweenBlocks, rules);
    }

    /// Lets relevance flow back by rules.
    public ForwardRequest rules(RelevanceRules own) {
        return new ForwardRequest(manager, start, real, unembed, cache, untilBlock, listener, own);
    }
}
