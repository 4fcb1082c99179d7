package org.sextant.runtime.session;

import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;

import org.sextant.runtime.compare.BatchKernels;
import org.sextant.runtime.compare.KernelSample;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.compare.TokenRows;

/// What a comparison of layers is computed from, so that it fits into memory and is no more work than it must be.
///
/// @param kind of sums
/// @param rows tokens that are held at a time
/// @param sample tokens that are kept for statistics that need single ones
/// @param mostKept tokens up to which all can be kept
/// @param bytes of rows, sums and sample
record SumsChoice(Kind kind, int rows, int sample, int mostKept, long bytes) {
    /// Padded tokens of a pass. Short, so that requests that come in between do not wait long.
    static final int BATCH_TOKENS = 2048;
    private static final int MOST_ROWS = 4096;
    private static final long ROW_BYTES = 96L << 20;
    private static final int ROWS_OF_A_KERNEL = 512;
    /// A Gram matrix of all tokens is one Java array.
    private static final int MOST_TOKENS = 46_340;

    enum Kind {
        /// [KeptTokens], all tokens themselves.
        TOKENS,
        /// [ExactSums], products of layers with each other, however many tokens there are.
        LAYERS,
        /// [BatchSums], products of the tokens of each batch, where nothing else fits.
        BATCHES
    }

    /// What there is to compare.
    ///
    /// @param widthsA numbers of each layer of the first side
    /// @param widthsB numbers of each layer of the second side
    /// @param longest tokens of a text at the most
    /// @param sample tokens that are wished for statistics that need single ones
    record Wish(List<Integer> widthsA, List<Integer> widthsB, Set<Similarity> statistics, int longest, int sample) {}

    /// How it is made.
    @FunctionalInterface
    interface Rule {
        /// @param counted how many tokens there are; some more than it is given where there are more than that
        SumsChoice of(Wish wish, LongUnaryOperator counted);
    }

    /// @param counted how many tokens there are; some more than it is given where there are more than that
    /// @param mostBytes that sums may take
    static SumsChoice of(Wish wish, LongUnaryOperator counted, long mostBytes) {
        long layers = ExactSums.bytes(wish.widthsA(), wish.widthsB(), wish.statistics());
        boolean fits = layers <= mostBytes;
        int mostKept = fits
                ? (int) Math.min(KeptTokens.worthwhile(wish.widthsA(), wish.widthsB()), mostKept(wish, layers))
                : mostKept(wish, mostBytes);
        int atOnce = Math.max(wish.longest(), fits ? wished(wish) : ROWS_OF_A_KERNEL);
        int tokens = (int) Math.min(Integer.MAX_VALUE, counted.applyAsLong(
                Math.max(Math.max(mostKept, atOnce), wish.sample())));
        Kind kind = tokens <= mostKept ? Kind.TOKENS : fits ? Kind.LAYERS : Kind.BATCHES;
        int rows = Math.max(1, kind == Kind.TOKENS ? tokens : Math.min(tokens, atOnce));
        int sample = Math.min(wish.sample(), Math.max(1, tokens));
        long held = TokenRows.bytes(wish.widthsA(), rows) + TokenRows.bytes(wish.widthsB(), rows);
        long sums = switch (kind) {
            case TOKENS -> KeptTokens.bytes(wish.widthsA(), wish.widthsB(), wish.statistics(), rows);
            case LAYERS -> held + layers;
            case BATCHES -> held + BatchKernels.bytes(wish.widthsA().size(), wish.widthsB().size(), rows);
        };
        return new SumsChoice(kind, rows, sample, mostKept, sums + (wish.statistics().contains(Similarity.CKA_RBF)
                ? KernelSample.bytes(wish.widthsA(), wish.widthsB(), sample)
                : 0));
    }

    private static int wished(Wish wish) {
        long widest = Math.max(TokenRows.bytes(wish.widthsA(), 1), TokenRows.bytes(wish.widthsB(), 1));
        return Math.clamp(ROW_BYTES / widest, BATCH_TOKENS, MOST_ROWS);
    }

    /// Tokens that can be kept in so much memory, with all that is made of them.
    private static int mostKept(Wish wish, long mostBytes) {
        long a = TokenRows.bytes(wish.widthsA(), 1);
        long b = TokenRows.bytes(wish.widthsB(), 1);
        long fewest = 0;
        // Rows are read as one buffer where they lie, which ends at 2 GiB.
        long most = Math.min(Math.min(mostBytes / (a + b), Integer.MAX_VALUE / Math.max(a, b)), MOST_TOKENS);
        while (fewest < most) {
            long tokens = (fewest + most + 1) / 2;
            if (KeptTokens.bytes(wish.widthsA(), wish.widthsB(), wish.statistics(), (int) tokens) <= mostBytes) {
                fewest = tokens;
            } else {
                most = tokens - 1;
            }
        }
        return (int) fewest;
    }
}
