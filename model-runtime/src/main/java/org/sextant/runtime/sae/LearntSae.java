package org.sextant.runtime.sae;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.tensor.AdamStep;
import org.sextant.runtime.tensor.NativeMemory;

/// The weights of an SAE that is being trained, in the units of scaled activations, with what Adam remembers of each.
final class LearntSae {
    /// What an SAE is trained with.
    ///
    /// @param in what inputs are multiplied by
    /// @param out what outputs are multiplied by
    record Scales(double in, double out) {}

    private static final AdamStep STEP = new AdamStep(0.9f, 0.999f, 1e-8f);
    /// Thresholds have a longer way than weights: with Adam's even steps their logarithms take ten times as large ones.
    private static final double THRESHOLD_PACE = 10;
    private static final int[] LAST = {1};

    private final SaeSpec spec;
    private final SaeMethod method;
    private final Scales scales;
    private final Map<SaeWeight, NDArray> weights = new EnumMap<>(SaeWeight.class);
    private final Map<SaeWeight, AdamStep.Means> means = new EnumMap<>(SaeWeight.class);

    /// Gives the numbers of a weight.
    @FunctionalInterface
    interface Values {
        float[] of(SaeWeight weight);
    }

    /// @param values of weights
    /// @param remembered the means of a weight, empty before the first step
    /// @param manager owns all of them
    LearntSae(SaeSpec spec, SaeMethod method, Scales scales, Values values,
            Function<SaeWeight, Optional<AdamStep.Means>> remembered, NDManager manager) {
        this.spec = spec;
        this.method = method;
        this.scales = scales;
        for (SaeWeight weight : SaeWeight.values()) {
            if (weight.belongsTo(method)) {
                NDArray array = manager.create(values.of(weight), weight.shape(spec.dIn(), spec.dSae(), spec.dOut()));
                weights.put(weight, array);
                means.put(weight, remembered.apply(weight).orElseGet(() -> AdamStep.Means.zero(array)));
            }
        }
    }

    /// First weights: decoder rows of random direction and norm 1, the encoder its transpose (of a transcoder, random
    /// too), biases zero but that of the decoder, which is the mean of the outputs.
    ///
    /// @param mean of the scaled outputs, `[d_out]`
    static Values first(SaeSpec spec, long seed, float[] mean) {
        return weight -> switch (weight) {
            case DECODER -> unitRows(spec.dSae(), spec.dOut(), seed);
            case ENCODER -> unitRows(spec.dSae(), spec.dIn(), spec.transcoder() ? seed + 1 : seed);
            case DECODER_BIAS -> mean;
            case ENCODER_BIAS, LOG_THRESHOLD -> new float[spec.dSae()];
        };
    }

    private static float[] unitRows(int rows, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            double squares = 0;
            double[] drawn = new double[width];
            for (int i = 0; i < width; i++) {
                drawn[i] = random.nextGaussian();
                squares += drawn[i] * drawn[i];
            }
            for (int i = 0; i < width; i++) {
                values[row * width + i] = (float) (drawn[i] / Math.sqrt(squares));
            }
        }
        return values;
    }

    Map<SaeWeight, NDArray> weights() {
        return weights;
    }

    /// @throws IllegalArgumentException if the method does not learn it
    NDArray weight(SaeWeight weight) {
        NDArray array = weights.get(weight);
        if (array == null) {
            throw new IllegalArgumentException(method + " learns no " + weight);
        }
        return array;
    }

    AdamStep.Means means(SaeWeight weight) {
        AdamStep.Means own = means.get(weight);
        if (own == null) {
            throw new IllegalArgumentException(method + " learns no " + weight);
        }
        return own;
    }

    Scales scales() {
        return scales;
    }

    /// Sets all thresholds of jumprelu.
    void startThresholds(double threshold) {
        weight(SaeWeight.LOG_THRESHOLD).muli(0).addi(Math.log(threshold));
    }

    /// Takes a step of Adam. What of the decoder's gradient lies along its rows is left out, and rows are brought back
    /// to norm 1 after it (Bricken et al. 2023).
    ///
    /// @param gradients changed on the way
    /// @param clip norm of all gradients together that is kept
    /// @param count steps with this one
    /// @return the norm before clipping; where it is not finite nothing is changed
    double step(Map<SaeWeight, NDArray> gradients, double rate, double clip, long count, NDManager scope) {
        NDArray decoder = view(SaeWeight.DECODER, scope);
        NDArray slope = gradients.get(SaeWeight.DECODER);
        if (slope != null) {
            slope.subi(decoder.mul(decoder.mul(slope).sum(LAST, true)));
        }
        double squares = 0;
        for (NDArray gradient : gradients.values()) {
            squares += NativeMemory.floats(gradient.square().sum())[0];
        }
        double norm = Math.sqrt(squares);
        if (!Double.isFinite(norm)) {
            return norm;
        }
        float scale = (float) Math.min(1, clip / Math.max(norm, Double.MIN_NORMAL));
        weights.forEach((weight, array) -> {
            NDArray gradient = gradients.get(weight);
            if (gradient != null) {
                double own = weight == SaeWeight.LOG_THRESHOLD ? THRESHOLD_PACE * rate : rate;
                STEP.apply(array, gradient, means(weight), scale, (float) own, 0, count);
            }
        });
        NDArray norms = decoder.square().sum(LAST, true).sqrt();
        decoder.divi(norms);
        return norm;
    }

    /// The same memory under a handle of the scope.
    private NDArray view(SaeWeight weight, NDManager scope) {
        NDArray array = weight(weight);
        NDArray view = array.reshape(array.getShape());
        view.attach(scope);
        return view;
    }

    /// The SAE as it is now, for raw activations, with decoder rows of norm 1.
    ///
    /// @param threshold of batch top-k, in scaled units
    SaeData data(double threshold) {
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        weights.forEach((weight, array) -> {
            float[] values = NativeMemory.floats(array);
            switch (weight) {
                case ENCODER -> tensors.put(SaeTensor.W_ENC, turned(values, spec.dSae(), spec.dIn()));
                case ENCODER_BIAS -> tensors.put(SaeTensor.B_ENC, values);
                case DECODER -> tensors.put(SaeTensor.W_DEC, values);
                case DECODER_BIAS -> tensors.put(SaeTensor.B_DEC, values);
                case LOG_THRESHOLD -> tensors.put(SaeTensor.THRESHOLD, exponentials(values));
            }
        });
        if (method instanceof SaeMethod.BatchTopK) {
            float[] same = new float[spec.dSae()];
            Arrays.fill(same, (float) threshold);
            tensors.put(SaeTensor.THRESHOLD, same);
        }
        return SaeData.of(spec, tensors, "in the SAE that is being trained").unscaled(scales.in(), scales.out())
                .featuresTimes(1 / scales.out());
    }

    private static float[] turned(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % columns * rows + i / columns] = values[i];
        }
        return turned;
    }

    private static float[] exponentials(float[] values) {
        float[] exponentials = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            exponentials[i] = (float) Math.exp(values[i]);
        }
        return exponentials;
    }
}
