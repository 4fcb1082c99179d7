package org.sextant.runtime.session;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.sextant.runtime.sae.SaeCurve;
import org.sextant.runtime.sae.SaeData;
import org.sextant.runtime.sae.SaeLensFormat;
import org.sextant.runtime.sae.SaeMethod;
import org.sextant.runtime.sae.SaePlan;
import org.sextant.runtime.sae.SaeTrainer;
import org.sextant.runtime.sae.SaeTrainingListener;
import org.sextant.runtime.tensor.Backend;

/// Trains an SAE on the model's activations.
final class TrainSaeHandler {
    private static final double BANDWIDTH = 0.05;
    private static final int MOST_FEATURES = 1 << 22;
    /// Of activations at a time; a wide model's are fewer.
    private static final long BUFFER_BYTES = 512L << 20;

    private final LoadedModel model;
    private final WorkingMemory memory;
    private final SaeMetricsHandler metrics;

    TrainSaeHandler(LoadedModel model, WorkingMemory memory, SaeMetricsHandler metrics) {
        this.model = model;
        this.memory = memory;
        this.metrics = metrics;
    }

    TrainSaeResult answer(TrainSaeRequest request, JobContext context) {
        SaeTexts texts = new SaeTexts(model);
        SaePlan plan = plan(request, texts);
        memory.require(texts.workload());
        memory.requireBeside(SaeTrainer.memoryBytes(plan, model.transformer()), "training of the SAE",
                "ask for fewer features");
        SaeTexts.Split split = texts.split(request.corpus());
        try (SaeTrainer trainer = new SaeTrainer(request.folder(), plan, model.transformer(), split.learnt(),
                split.heldOut(), notes(texts), context::checkCancelled)) {
            trainer.run(new Listener(context, plan.steps() * plan.batch()));
            context.checkCancelled();
            trainer.write(request.folder(), SaeLensFormat.Storage.FLOAT32);
            SaeData data = trainer.data();
            return new TrainSaeResult(request.folder(), trainer.step(), trainer.step() * plan.batch(),
                    metrics.measure(data, split.heldOut(), SaeMetricsRequest.ENOUGH_TOKENS, texts, context),
                    provenance(request, data));
        } finally {
            Backend.shareThreads(model.card().parameters());
        }
    }

    private Provenance provenance(TrainSaeRequest request, SaeData data) {
        return model.provenance(request.corpus().toString(), data.spec().sites(),
                "architecture=" + request.architecture(), "features=" + request.features(),
                "tokens=" + request.tokens(), "rate=" + request.rate(), "seed=" + request.seed(),
                "threads=" + request.threads());
    }

    /// What the SAE's file says of the model.
    private Map<String, String> notes(SaeTexts texts) {
        return Map.of("model_name", model.card().name(), "context_size",
                Integer.toString(texts.reading().longest()));
    }

    private SaePlan plan(TrainSaeRequest request, SaeTexts texts) {
        require(request.features() > 1 && request.features() <= MOST_FEATURES, request.features() + " features",
                "ask for 2 to " + MOST_FEATURES);
        require(request.tokens() > 0, request.tokens() + " tokens", "ask for 1 or more");
        require(request.threads() > 0, request.threads() + " threads", "ask for 1 or more");
        require(request.rate() > 0 && Double.isFinite(request.rate()), "a learning rate of " + request.rate(),
                "ask for a positive one");
        SaeMethod method = method(request);
        boolean thresholds = method instanceof SaeMethod.BatchTopK || method instanceof SaeMethod.JumpRelu;
        require(request.siteOut().isEmpty() || thresholds, "a transcoder with "
                + request.architecture().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                "train it as batchtopk or jumprelu");
        SaePlan usual = SaePlan.of(request.site(), method, request.features(), request.tokens());
        SaePlan.Course course = usual.course();
        return new SaePlan(request.site(), request.siteOut(), method, request.features(), request.tokens(),
                request.seed(), usual.batch(), buffer(usual), true,
                new SaePlan.Course(request.rate(), course.warmUp(), course.decay(), course.clip()), usual.revival(),
                texts.reading(), usual.reportEvery(), usual.saveEvery(), request.threads());
    }

    private int buffer(SaePlan usual) {
        long rows = BUFFER_BYTES / Float.BYTES / model.card().dModel();
        return Math.clamp(rows / usual.batch(), 1, usual.buffer() / usual.batch()) * usual.batch();
    }

    private static SaeMethod method(TrainSaeRequest request) {
        return switch (request.architecture()) {
            case SaeArchitecture.TopK topK -> new SaeMethod.TopK(k(topK.k(), request.features()));
            case SaeArchitecture.BatchTopK batch -> new SaeMethod.BatchTopK(k(batch.k(), request.features()));
            case SaeArchitecture.JumpRelu jump -> {
                require(jump.sparsity() >= 0 && Double.isFinite(jump.sparsity()), "a sparsity of " + jump.sparsity(),
                        "ask for 0 or more");
                jump.target().ifPresent(target -> k(target, request.features()));
                yield new SaeMethod.JumpRelu(jump.sparsity(), jump.target(), BANDWIDTH);
            }
            case SaeArchitecture.TopAfa afa -> {
                require(afa.lambda() >= 0 && Double.isFinite(afa.lambda()), "a lambda of " + afa.lambda(),
                        "ask for 0 or more");
                yield new SaeMethod.TopAfa(afa.lambda());
            }
        };
    }

    private static int k(int k, int features) {
        require(k > 0 && k < features, k + " active features of " + features, "ask for fewer than all, and for one");
        return k;
    }

    private static void require(boolean possible, String what, String remedy) {
        if (!possible) {
            throw new RequestException("there is no SAE with " + what, "in the request to train one", remedy);
        }
    }

    /// Tells how far it is and ends the training, saved, when it is cancelled.
    private record Listener(JobContext context, long total) implements SaeTrainingListener {
        @Override
        public void step(SaeCurve.Point point, double tokensPerSecond) {
            context.update(new Update.Progress("Training", point.tokens(), total, "tokens"));
        }

        @Override
        public boolean goesOn() {
            try {
                context.checkCancelled();
                return true;
            } catch (CancellationException cancelled) {
                return false;
            }
        }
    }
}
