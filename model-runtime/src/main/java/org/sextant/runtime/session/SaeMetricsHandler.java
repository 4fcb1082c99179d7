package org.sextant.runtime.session;

import ai.djl.Device;
import org.sextant.runtime.sae.Sae;
import org.sextant.runtime.sae.SaeData;
import org.sextant.runtime.sae.SaeEvaluation;
import org.sextant.runtime.sae.SaeFolder;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.train.TokenCorpus;

/// Measures an SAE on texts.
final class SaeMetricsHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    SaeMetricsHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    SaeMetricsResult answer(SaeMetricsRequest request, JobContext context) {
        if (request.tokens() < 1) {
            throw new RequestException("the number of tokens is " + request.tokens(), "in the request",
                    "ask for 1 or more");
        }
        SaeData data = SaeFolder.read(request.sae().path(), request.sae().choice(), model.transformer());
        SaeTexts texts = new SaeTexts(model);
        SaeMetrics metrics = measure(data, texts.read(request.corpus()), request.tokens(), texts, context);
        return new SaeMetricsResult(metrics,
                model.provenance(request.corpus().toString(), data.spec().sites(),
                        "sae=" + request.sae().path(), "tokens=" + request.tokens()));
    }

    /// Also of an SAE that has just been trained.
    SaeMetrics measure(SaeData data, TokenCorpus texts, long tokens, SaeTexts reader, JobContext context) {
        memory.require(reader.workload());
        try (Sae sae = new Sae(data, Backend.newManager(device()))) {
            SaeEvaluation evaluation = new SaeEvaluation(model.transformer(), sae, reader.reading());
            return SaeMetrics.of(evaluation.of(texts, tokens, (done, total) -> {
                context.checkCancelled();
                context.update(new Update.Progress("Measuring", done, total, "passes"));
            }));
        }
    }

    private Device device() {
        return Backend.device(model.card().device());
    }
}
