package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.compare.TokenRows;
import org.sextant.runtime.steering.Positions;

/// How alike the layers of two models are. Batch by batch both models run at the same time, then multiply what they found,
/// half each; between batches others are let in.
final class CompareLayersHandler {
    private static final long MOST_SUM_BYTES = 4L << 30;

    private final LocalOpenModel a;
    private final LocalOpenModel b;
    private final PairReader reader;
    private final SumsChoice.Rule rule;

    CompareLayersHandler(LocalOpenModel a, LocalOpenModel b, PairReader reader) {
        this(a, b, reader, (wish, counted) -> SumsChoice.of(wish, counted, MOST_SUM_BYTES));
    }

    /// @param rule what is computed from what
    CompareLayersHandler(LocalOpenModel a, LocalOpenModel b, PairReader reader, SumsChoice.Rule rule) {
        this.a = a;
        this.b = b;
        this.reader = reader;
        this.rule = rule;
    }

    CompareLayersResult answer(CompareLayersRequest request, PairThreads threads) {
        long begun = System.nanoTime();
        requirePossible(request);
        SitePairs sites = SitePairs.of(a.loaded(), request.a(), b.loaded(), request.b());
        List<Integer> widthsA = sites.widthsA(a.loaded());
        List<Integer> widthsB = sites.widthsB(b.loaded());
        int longest = Math.min(request.limits().longest(),
                Math.min(a.card().contextLength(), b.card().contextLength()));
        SumsChoice choice = rule.of(new SumsChoice.Wish(widthsA, widthsB, request.statistics(), longest,
                request.limits().sample()), most -> counted(request, longest, most, threads.context()));
        a.memory().requireBeside(choice.bytes(), "comparison", "compare fewer sites or tokens");
        try (PairTexts texts = new PairTexts(request.texts(), reader, reading(request, choice, longest),
                threads.context()::checkCancelled);
                TokenRows rowsA = new TokenRows(widthsA, choice.rows());
                TokenRows rowsB = new TokenRows(widthsB, choice.rows());
                SimilaritySums sums = switch (choice.kind()) {
                    case TOKENS -> new KeptTokens(rowsA, rowsB);
                    case LAYERS -> ExactSums.begin(threads, rowsA, rowsB);
                    case BATCHES -> new BatchSums(rowsA, rowsB);
                }) {
            LayerComparison comparison = new LayerComparison(request, sites, rowsA, rowsB, sums, choice.sample(),
                    threads);
            comparison.through(texts);
            return comparison.result(texts, longest, choice, () -> (System.nanoTime() - begun) / 1e9);
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

    private long counted(CompareLayersRequest request, int longest, long most, JobContext context) {
        PairTexts.Reading counting = new PairTexts.Reading(longest, request.limits().skipped(), longest, false);
        try (PairTexts texts = new PairTexts(request.texts(), reader, counting, context::checkCancelled)) {
            return texts.countUpTo(most);
        }
    }

    private PairTexts.Reading reading(CompareLayersRequest request, SumsChoice choice, int longest) {
        int most = Math.max(longest, SumsChoice.BATCH_TOKENS);
        // Where rows are multiplied and make room for others, those of a batch must find room together.
        int batch = choice.kind() == SumsChoice.Kind.TOKENS ? most : Math.min(choice.rows(), most);
        int sequences = Math.min(a.memory().sequencesAtOnce(longest, false, Math.ceilDiv(batch, longest)),
                b.memory().sequencesAtOnce(longest, false, Math.ceilDiv(batch, longest)));
        return new PairTexts.Reading(longest, request.limits().skipped(), Math.min(batch, sequences * longest),
                dependsOnLength(request.a()) || dependsOnLength(request.b()));
    }

    /// Whether an edit changes the last position, which padding would move.
    private static boolean dependsOnLength(CompareSide side) {
        return side.steering().edits().stream().anyMatch(edit -> edit.positions().kind() == Positions.Kind.LAST);
    }
}
