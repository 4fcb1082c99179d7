package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.sextant.runtime.hook.Site;

/// Two models on one prompt: both passes at the same time, then what they predict some positions at a time.
final class ComparePromptHandler {
    /// Logits of either side that are held at a time: 64 MiB.
    private static final int LOGITS_AT_ONCE = 1 << 24;

    private final LocalOpenModel a;
    private final LocalOpenModel b;
    private final PairReader reader;
    private final PairNotes notes;

    ComparePromptHandler(LocalOpenModel a, LocalOpenModel b, PairReader reader) {
        this.a = a;
        this.b = b;
        this.reader = reader;
        this.notes = new PairNotes(a.card(), b.card());
    }

    ComparePromptResult answer(ComparePromptRequest request, PairThreads threads) {
        SitePairs sites = SitePairs.of(a.loaded(), request.a(), b.loaded(), request.b());
        PairReader.Reading reading = reader.read(request.prompt());
        int[] idsA = a.loaded().prompts().runnable(reading.text());
        int[] idsB = b.loaded().prompts().runnable(reading.text());
        List<PositionPairs.Pair> pairs = reading.alignment().pairs();
        if (pairs.isEmpty()) {
            throw new RequestException("no token of the one model ends where a token of the other one does",
                    "in the prompt for " + a.card().name() + " and " + b.card().name(), "give a longer prompt");
        }
        require(a, idsA, sites.a());
        require(b, idsB, sites.b());
        PairThreads.Both<SidePass> passes = threads.both(
                (model, between) -> SidePass.run(model, idsA, request.a().steering(), sites.a(), between),
                (model, between) -> SidePass.run(model, idsB, request.b().steering(), sites.b(), between));
        List<PositionDifference> positions;
        try {
            positions = positions(request, pairs, passes, threads);
        } finally {
            PairThreads.release(a, passes.a());
            PairThreads.release(b, passes.b());
        }
        ActivationDifferences differences = new ActivationDifferences(sites.layers(), pairs);
        OptionalInt shared = reader.vocabulary().shared();
        List<String> words = new ArrayList<>(notes.ofReading(reading.alignment()));
        words.addAll(notes.ofVocabulary(shared));
        words.addAll(notes.ofLayers(sites));
        return new ComparePromptResult(a.loaded().prompts().tokens(idsA, 0), b.loaded().prompts().tokens(idsB, 0),
                reading.alignment(), sites.layers(),
                differences.cosine(passes.a().activations(), passes.b().activations()),
                differences.normRatio(passes.a().activations(), passes.b().activations()), positions,
                shared.isPresent() ? Optional.of(shared.getAsInt()) : Optional.empty(), words,
                provenance(a, reading.text(), idsA, sites.a(), request.a(), request.top()),
                provenance(b, reading.text(), idsB, sites.b(), request.b(), request.top()));
    }

    private static void require(LocalOpenModel model, int[] ids, List<Site> sites) {
        model.memory().require(Workload.pass(ids.length, ids.length).holding(sites));
    }

    private List<PositionDifference> positions(ComparePromptRequest request, List<PositionPairs.Pair> pairs,
            PairThreads.Both<SidePass> passes, PairThreads threads) {
        PredictionDifferences differences = new PredictionDifferences(a.loaded().prompts(), b.loaded().prompts(),
                reader.vocabulary(), request.top());
        int atOnce = Math.max(1, LOGITS_AT_ONCE / Math.max(a.card().vocabSize(), b.card().vocabSize()));
        List<PositionDifference> positions = new ArrayList<>();
        for (int from = 0; from < pairs.size(); from += atOnce) {
            List<PositionPairs.Pair> some = pairs.subList(from, Math.min(pairs.size(), from + atOnce));
            PairThreads.Both<float[]> logits = threads.both(
                    (_, _) -> passes.a().logits(some.stream().map(PositionPairs.Pair::a).toList()),
                    (_, _) -> passes.b().logits(some.stream().map(PositionPairs.Pair::b).toList()));
            positions.addAll(differences.of(some, logits.a(), logits.b()));
            threads.context().update(new Update.Progress("Comparing", positions.size(), pairs.size(), "positions"));
        }
        return positions;
    }

    private static Provenance provenance(LocalOpenModel model, Prompt prompt, int[] ids, List<Site> sites,
            CompareSide side, int top) {
        return model.loaded().provenance(prompt, Arrays.copyOf(ids, ids.length),
                sites.stream().map(Site::name).toList(),
                side.steering(), "top=" + top);
    }
}
