package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.compare.BatchKernels;
import org.sextant.runtime.compare.KernelSample;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.compare.TokenRows;
import org.sextant.runtime.steering.Positions;

/// How alike the layers of two models are. Batch by batch both models run at the same time, then multiply what they found,
/// half each; between batches others are let in.
final class CompareLayersHandler {
    /// Padded tokens of a pass. Short, so that requests that come in between do not wait long.
    private static final int BATCH_TOKENS = 2048;
    private static final int MOST_ROWS = 4096;
    private static final long ROW_BYTES = 96L << 20;
    private static final int ROWS_OF_A_KERNEL = 512;
    private static final long MOST_SUM_BYTES = 4L << 30;

    private final LocalOpenModel a;
    private final LocalOpenModel b;
    private final PairReader reader;
    private final long mostSumBytes;

    CompareLayersHandler(LocalOpenModel a, LocalOpenModel b, PairReader reader) {
        this(a, b, reader, MOST_SUM_BYTES);
    }

    /// @param mostSumBytes above which products of layers give way to those of tokens
    CompareLayersHandler(LocalOpenModel a, LocalOpenModel b, PairReader reader, long mostSumBytes) {
        this.a = a;
        this.b = b;
        this.reader = reader;
        this.mostSumBytes = mostSumBytes;
    }

    CompareLayersResult answer(CompareLayersRequest request, PairThreads threads) {
        long begun = System.nanoTime();
        requirePossible(request);
        SitePairs sites = SitePairs.of(a.loaded(), request.a(), b.loaded(), request.b());
        Size size = size(request, sites);
        try (PairTexts texts = new PairTexts(request.texts(), reader, size.reading());
                TokenRows rowsA = new TokenRows(size.widthsA(), size.rows());
                TokenRows rowsB = new TokenRows(size.widthsB(), size.rows());
                SimilaritySums sums = size.exact()
                        ? ExactSums.begin(threads, rowsA, rowsB)
                        : new BatchSums(rowsA, rowsB)) {
            LayerComparison comparison = new LayerComparison(request, sites, rowsA, rowsB, sums, threads);
            comparison.through(texts);
            return comparison.result(texts, size.reading().longest(), size.exact(),
                    () -> (System.nanoTime() - begun) / 1e9);
        }
    }

    private static void requirePossible(CompareLayersRequest request) {
        CompareLayersRequest.Limits limits = request.limits();
        boolean nothing = switch (request.texts()) {
            case CompareTexts.Prompts prompts -> prompts.prompts().isEmpty();
            case CompareTexts.Corpus corpus -> corpus.tokens() < 1;
        };
        if (nothing || request.statistics().isEmpty()) {
            throw new RequestException(nothing ? "there is nothing to read" : "there is no statistic to compute",
                    "in the comparison", nothing ? "give a prompt or ask for 1 token or more" : "choose one at least");
        }
        if (limits.longest() < 1 || limits.skipped() < 0 || limits.sample() < 2) {
            throw new RequestException("the limits are " + limits.longest() + " tokens a text, " + limits.skipped()
                    + " skipped and a sample of " + limits.sample(), "in the comparison",
                    "read 1 token of a text or more, skip none or more, and keep 2 or more");
        }
    }

    /// How much is done at a time.
    ///
    /// @param rows tokens that are multiplied at a time
    /// @param exact whether the products of all layers are kept
    private record Size(List<Integer> widthsA, List<Integer> widthsB, int rows, boolean exact,
            PairTexts.Reading reading) {}

    private Size size(CompareLayersRequest request, SitePairs sites) {
        List<Integer> widthsA = sites.widthsA(a.loaded());
        List<Integer> widthsB = sites.widthsB(b.loaded());
        long sums = ExactSums.bytes(widthsA, widthsB);
        boolean exact = sums <= mostSumBytes;
        int longest = Math.min(request.limits().longest(),
                Math.min(a.card().contextLength(), b.card().contextLength()));
        long widest = Math.max(TokenRows.bytes(widthsA, 1), TokenRows.bytes(widthsB, 1));
        int wished = exact ? Math.clamp(ROW_BYTES / widest, BATCH_TOKENS, MOST_ROWS) : ROWS_OF_A_KERNEL;
        int rows = Math.max(longest, wished);
        int batch = Math.min(rows, Math.max(longest, BATCH_TOKENS));
        int sequences = Math.min(a.memory().sequencesAtOnce(longest, false, Math.ceilDiv(batch, longest)),
                b.memory().sequencesAtOnce(longest, false, Math.ceilDiv(batch, longest)));
        boolean sampled = request.statistics().contains(Similarity.CKA_RBF);
        a.memory().requireBeside(TokenRows.bytes(widthsA, rows) + TokenRows.bytes(widthsB, rows)
                + (exact ? sums : BatchKernels.bytes(widthsA.size(), widthsB.size(), rows))
                + (sampled ? KernelSample.bytes(widthsA, widthsB, request.limits().sample()) : 0), "comparison");
        return new Size(widthsA, widthsB, rows, exact, new PairTexts.Reading(longest, request.limits().skipped(),
                Math.min(batch, sequences * longest), dependsOnLength(request.a()) || dependsOnLength(request.b())));
    }

    /// Whether an edit changes the last position, which padding would move.
    private static boolean dependsOnLength(CompareSide side) {
        return side.steering().edits().stream().anyMatch(edit -> edit.positions().kind() == Positions.Kind.LAST);
    }
}
