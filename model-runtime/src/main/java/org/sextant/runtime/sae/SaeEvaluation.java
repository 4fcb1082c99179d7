package org.sextant.runtime.sae;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.train.BatchPlan;
import org.sextant.runtime.train.NextTokenLoss;
import org.sextant.runtime.train.TokenCorpus;
import org.sextant.runtime.train.TrainingBatch;

/// What an SAE makes of texts: how well it gives activations back, and how well the model predicts with them
/// (METHODS.md 2.9). Texts are gone through twice, batch by batch: clean, then with the site replaced.
public final class SaeEvaluation {
    private static final int MOST_PLACES = 1000;

    private final Transformer model;
    private final Sae sae;
    private final SaePlan.Reading reading;
    private final SaeSplice splice;

    /// @param reading how texts are read; what is passed over of them is neither measured nor replaced
    /// @throws SaeException if the SAE does not fit the model
    /// @throws org.sextant.runtime.SextantException if the model has no such site
    public SaeEvaluation(Transformer model, Sae sae, SaePlan.Reading reading) {
        this.model = model;
        this.sae = sae;
        this.reading = reading;
        this.splice = new SaeSplice(sae, model, reading.passedOver());
    }

    /// Called between passes; may throw to stop.
    @FunctionalInterface
    public interface Progress {
        /// @param done passes through the model
        /// @param total of them
        void at(int done, int total);
    }

    /// What came of it.
    ///
    /// @param places the last token of each text, as many as are kept
    public record Result(ReconstructionMetrics.Result reconstruction, Losses losses, List<Place> places) {
        public Result {
            places = List.copyOf(places);
        }
    }

    /// One token, as a point of the ZF plot (METHODS.md 2.11) and of the error by position.
    ///
    /// @param position of it in its text
    /// @param inputNorm ‖z‖
    /// @param featureNorm ‖f̃‖
    /// @param targetNorm ‖x‖ of what is to be given back
    /// @param errorNorm ‖x − x̂‖
    public record Place(int position, double inputNorm, double featureNorm, double targetNorm, double errorNorm) {}

    /// Cross-entropies of the next token, in nats, over every predicted token.
    ///
    /// @param tokens that were predicted
    /// @param clean of the model as it is
    /// @param spliced with x replaced by x̂
    /// @param zeroed with x replaced by 0
    /// @param averaged with x replaced by its mean
    public record Losses(long tokens, double clean, double spliced, double zeroed, double averaged) {
        /// `(zeroed − spliced) / (zeroed − clean)`.
        public double recovered() {
            return (zeroed - spliced) / (zeroed - clean);
        }

        /// `(averaged − spliced) / (averaged − clean)`, the stricter one.
        public double recoveredFromMean() {
            return (averaged - spliced) / (averaged - clean);
        }
    }

    /// Measures on texts in an order of chance, always the same.
    ///
    /// @param most tokens to measure on; fewer where the texts end before
    /// @throws SaeException if there is no token to measure on
    public Result of(TokenCorpus texts, long most, Progress progress) {
        List<TrainingBatch> batches = batches(texts, most);
        int passes = batches.size() * 4;
        ReconstructionMetrics metrics = new ReconstructionMetrics(sae);
        double[] sums = new double[4];
        long predicted = 0;
        int done = 0;
        LastTokens places = new LastTokens(sae, reading.passedOver(), MOST_PLACES);
        for (TrainingBatch batch : batches) {
            progress.at(done++, passes);
            sums[0] += clean(batch, metrics, places);
            predicted += batch.predicted();
        }
        ReconstructionMetrics.Result reconstruction = metrics.result();
        List<SaeSplice.Replacement> replacements = List.of(new SaeSplice.Replacement.Reconstruction(),
                new SaeSplice.Replacement.Zero(), new SaeSplice.Replacement.Mean(reconstruction.mean()));
        for (TrainingBatch batch : batches) {
            for (int i = 0; i < replacements.size(); i++) {
                progress.at(done++, passes);
                sums[i + 1] += replaced(batch, replacements.get(i));
            }
        }
        return new Result(reconstruction, new Losses(predicted, sums[0] / predicted, sums[1] / predicted,
                sums[2] / predicted, sums[3] / predicted), places.kept());
    }

    /// Each text once, until there are tokens enough.
    private List<TrainingBatch> batches(TokenCorpus texts, long most) {
        BatchPlan plan = new BatchPlan(texts, 0, reading.batchTokens(),
                Math.min(reading.longest(), model.spec().contextLength()));
        List<TrainingBatch> batches = new ArrayList<>();
        long tokens = 0;
        int seen = 0;
        while (tokens < most && seen < texts.size()) {
            TrainingBatch batch = plan.next();
            batches.add(batch);
            seen += batch.ids().length;
            tokens += batch.predicted();
        }
        return batches;
    }

    /// @return the sum of the losses of all predicted tokens
    private double clean(TrainingBatch batch, ReconstructionMetrics metrics, LastTokens places) {
        Map<Site, float[]> values = new HashMap<>();
        HookTable hooks = new HookTable();
        List.of(splice.in(), splice.out()).stream().distinct()
                .forEach(site -> hooks.observe(site, value -> values.put(site, NativeMemory.floats(value))));
        double loss = loss(batch, hooks);
        try (NDManager scope = model.newScope()) {
            float[] inputs = measured(batch, values.getOrDefault(splice.in(), new float[0]), sae.spec().dIn());
            if (inputs.length > 0) {
                NDArray rows = scope.create(inputs, new Shape(inputs.length / sae.spec().dIn(), sae.spec().dIn()));
                NDArray targets = splice.in().equals(splice.out()) ? rows : targets(batch, values, scope);
                metrics.add(rows, targets);
                places.add(batch, rows, targets);
            }
        }
        return loss;
    }

    private NDArray targets(TrainingBatch batch, Map<Site, float[]> values, NDManager scope) {
        float[] targets = measured(batch, values.getOrDefault(splice.out(), new float[0]), sae.spec().dOut());
        return scope.create(targets, new Shape(targets.length / sae.spec().dOut(), sae.spec().dOut()));
    }

    /// The rows of real tokens that are not passed over.
    private float[] measured(TrainingBatch batch, float[] values, int width) {
        int length = batch.ids()[0].length;
        float[] rows = new float[values.length];
        int filled = 0;
        for (int row = 0; row < batch.ids().length; row++) {
            for (int i = reading.passedOver(); i < length; i++) {
                if (batch.real()[row][i]) {
                    System.arraycopy(values, (row * length + i) * width, rows, filled, width);
                    filled += width;
                }
            }
        }
        return Arrays.copyOf(rows, filled);
    }

    private double replaced(TrainingBatch batch, SaeSplice.Replacement replacement) {
        return loss(batch, splice.hooks(replacement));
    }

    private double loss(TrainingBatch batch, HookTable hooks) {
        if (batch.predicted() == 0) {
            return 0;
        }
        try (NDManager scope = model.newScope()) {
            NDArray logits = model.forward(ForwardRequest.ofIds(scope, batch.ids()).withMask(batch.real()), hooks)
                    .logits();
            double mean = NativeMemory.floats(NextTokenLoss.of(logits, batch, scope))[0];
            hooks.requireAllFired();
            return mean * batch.predicted();
        }
    }
}
