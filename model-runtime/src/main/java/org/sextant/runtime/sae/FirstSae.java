package org.sextant.runtime.sae;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// What a training begins with, told by the first activations: the scale that brings their mean norm to √d, their mean
/// as the decoder's bias, and the threshold of jumprelu.
final class FirstSae {
    private static final int[] OVER_ROWS = {0};
    /// One feature of so many is active at first where jumprelu has no target.
    private static final int FIRST_DENSITY = 16;
    private static final double SMALLEST_THRESHOLD = 1e-3;

    private final SaeSpec spec;
    private final SaePlan plan;
    private final NDManager manager;

    /// @param manager owns the weights
    FirstSae(SaeSpec spec, SaePlan plan, NDManager manager) {
        this.spec = spec;
        this.plan = plan;
        this.manager = manager;
    }

    /// @param gathered activations of the input site and, for a transcoder, of the output site
    /// @throws SaeException if every activation is 0
    LearntSae of(List<ActivationBuffer> gathered) {
        double in = scale(gathered.getFirst());
        var scales = new LearntSae.Scales(in, spec.transcoder() ? scale(gathered.getLast()) : in);
        float[] mean = mean(gathered.getLast(), scales.out());
        LearntSae first = new LearntSae(spec, plan.method(), scales, LearntSae.first(spec, plan.seed(), mean),
                _ -> Optional.empty(), manager);
        if (plan.method() instanceof SaeMethod.JumpRelu jump) {
            first.startThresholds(threshold(first, jump, gathered.getFirst()));
        }
        return first;
    }

    /// `√d / mean ‖x‖`.
    private double scale(ActivationBuffer buffer) {
        if (!plan.scaled()) {
            return 1;
        }
        double sum = 0;
        for (int from = 0; from < buffer.rows(); from += plan.batch()) {
            try (NDManager scope = manager.newSubManager()) {
                for (double norm : QuasiOrthogonality.inputNorms(buffer.rows(scope, from, from + plan.batch()))) {
                    sum += norm;
                }
            }
        }
        if (!(sum > 0)) {
            throw new SaeException("every activation is 0", "at the site to train on", "choose another site");
        }
        return Math.sqrt(buffer.width()) * buffer.rows() / sum;
    }

    private float[] mean(ActivationBuffer buffer, double scale) {
        double[] sums = new double[buffer.width()];
        for (int from = 0; from < buffer.rows(); from += plan.batch()) {
            try (NDManager scope = manager.newSubManager()) {
                float[] part = NativeMemory.floats(buffer.rows(scope, from, from + plan.batch()).sum(OVER_ROWS));
                Arrays.setAll(sums, i -> sums[i] + part[i]);
            }
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / buffer.rows() * scale);
        }
        return mean;
    }

    /// At which the first batch has the target of active features.
    private double threshold(LearntSae first, SaeMethod.JumpRelu jump, ActivationBuffer inputs) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = inputs.rows(scope, 0, plan.batch()).mul(first.scales().in());
            NDArray centred = spec.centred() ? x.sub(first.weight(SaeWeight.DECODER_BIAS)) : x;
            float[] pre = NativeMemory.floats(Ops.linear(centred, first.weight(SaeWeight.ENCODER), null));
            int target = jump.target().orElse(Math.max(1, plan.features() / FIRST_DENSITY));
            return Math.max(SMALLEST_THRESHOLD,
                    new Cutoff().ofCount(pre, 0, pre.length, (long) plan.batch() * target));
        }
    }
}
