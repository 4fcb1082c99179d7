package org.sextant.runtime.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.sextant.runtime.harvest.FeatureTally;
import org.sextant.runtime.harvest.HarvestKey;
import org.sextant.runtime.harvest.HarvestProgress;
import org.sextant.runtime.harvest.HarvestStore;
import org.sextant.runtime.sae.ActiveFeatures;
import org.sextant.runtime.sae.Sae;
import org.sextant.runtime.sae.SaePlan;
import org.sextant.runtime.sae.TextFeatures;
import org.sextant.runtime.train.BatchPlan;
import org.sextant.runtime.train.TokenCorpus;

/// Goes through a corpus with a model and an SAE. The model's thread finds active features; another one counts them.
final class HarvestHandler {
    /// Short, so that sliders that move meanwhile do not wait long.
    private static final int BATCH_TOKENS = 2048;
    private static final long ORDER = 0;

    private final LoadedModel model;
    private final WorkingMemory memory;
    private final Duration interval;

    /// @param interval how often what was counted is kept
    HarvestHandler(LoadedModel model, WorkingMemory memory, Duration interval) {
        this.model = model;
        this.memory = memory;
        this.interval = interval;
    }

    HarvestResult answer(HarvestRequest request, JobContext context) {
        if (request.tokens() < 1) {
            throw new RequestException("the number of tokens is " + request.tokens(), "in the request",
                    "ask for 1 or more");
        }
        SaeTexts reader = new SaeTexts(model);
        SaePlan.Reading reading = reader.reading();
        memory.require(Workload.pass(reading.longest(), BATCH_TOKENS));
        Sae sae = model.saes().at(request.sae());
        ActiveFeatures active = new ActiveFeatures(model.transformer(), sae, reading.longest(), reading.passedOver());
        // Some more than is counted, since the first token of each text is passed over.
        TokenCorpus texts = reader.read(request.corpus(), 2 * Math.min(request.tokens(), Long.MAX_VALUE / 2))
                .inPieces(reading.longest());
        HarvestKey key = new HarvestKey(model.card().hash(), sae.hash(), texts.hash(), sae.spec().dSae(),
                request.tokens(), reading.longest(), reading.passedOver());
        try (HarvestStore store = HarvestStore.open(request.store(), key, about(request, sae), texts::ids)) {
            return harvest(request, context, active, texts, store, key);
        }
    }

    private HarvestResult harvest(HarvestRequest request, JobContext context, ActiveFeatures active,
            TokenCorpus texts, HarvestStore store, HarvestKey key) {
        long start = System.nanoTime();
        FeatureTally tally = new FeatureTally(key.features());
        HarvestProgress before = store.load(tally);
        long resumedAt = tally.tokens();
        if (!before.complete()) {
            try (TallyThread counting = new TallyThread(tally, store, before, key.passedOver(), interval)) {
                feed(counting, before, texts, active, key, context);
                counting.finish();
            }
        }
        return new HarvestResult(request.store(), tally.tokens(), resumedAt, tally.dead(),
                (System.nanoTime() - start) / 1e9, active.modelSeconds(),
                model.provenance(request.corpus().toString(), List.of(), "sae=" + request.sae().path(),
                        "tokens=" + request.tokens(), "store=" + request.store()));
    }

    /// Each text once, until there are tokens enough.
    private void feed(TallyThread counting, HarvestProgress before, TokenCorpus texts, ActiveFeatures active,
            HarvestKey key, JobContext context) {
        BatchPlan batches = new BatchPlan(texts, ORDER, BATCH_TOKENS, key.longest());
        batches.skip(before.batches());
        long seen = before.texts();
        long tokens = counting.tokensBefore();
        long wanted = Math.min(key.tokens(), countable(texts, key.passedOver()));
        while (seen < texts.size() && tokens < wanted) {
            int[] batch = batches.nextTexts();
            List<TextFeatures> found = active.of(texts, batch, (_, _) -> context.checkCancelled());
            for (TextFeatures text : found) {
                tokens += Math.max(0, text.tokens() - key.passedOver());
            }
            seen += batch.length;
            counting.add(found, context);
            context.update(new Update.Progress("Harvesting", Math.min(tokens, wanted), wanted, "tokens"));
            context.letOthersIn();
        }
    }

    private static long countable(TokenCorpus texts, int passedOver) {
        long tokens = 0;
        for (int text = 0; text < texts.size(); text++) {
            tokens += Math.max(0, texts.length(text) - passedOver);
        }
        return tokens;
    }

    private Map<String, String> about(HarvestRequest request, Sae sae) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("model_name", model.card().name());
        about.put("sae_path", request.sae().path().toString());
        about.put("site", sae.spec().site());
        about.put("corpus_path", request.corpus().toString());
        return about;
    }
}
