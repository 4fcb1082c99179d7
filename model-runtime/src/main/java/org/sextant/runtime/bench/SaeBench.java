package org.sextant.runtime.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.sae.Sae;
import org.sextant.runtime.sae.SaeActivation;
import org.sextant.runtime.sae.SaeData;
import org.sextant.runtime.sae.SaeSpec;
import org.sextant.runtime.sae.SaeTensor;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.Ops;

/// Measures what encoding with a sparse autoencoder costs beside its matrix product, at a size that is published for
/// GPT-2 small.
final class SaeBench {
    /// Width of the activations.
    static final int WIDTH = 768;
    /// Features of the SAE.
    static final int FEATURES = 32_768;
    /// Tokens that are encoded at once.
    static final int TOKENS = 128;
    /// Features of a token.
    static final int ACTIVE = 32;
    private static final int WARM_UP = 3;

    private SaeBench() {}

    /// Medians.
    ///
    /// @param encodeMillis all features of 128 tokens, the 32 largest of each left
    /// @param productMillis the matrix product in it and nothing else
    record Figures(double encodeMillis, double productMillis) {}

    static Figures measure(Device device, int rounds) {
        double[] encode = new double[rounds];
        double[] product = new double[rounds];
        try (NDManager manager = Backend.newManager(device);
                Sae sae = new Sae(random(), manager.newSubManager())) {
            NDArray inputs = manager.randomNormal(0, 1, new Shape(TOKENS, WIDTH), DataType.FLOAT32);
            NDArray weight = manager.randomNormal(0, 1, new Shape(WIDTH, FEATURES), DataType.FLOAT32).transpose();
            for (int round = -WARM_UP; round < rounds; round++) {
                int at = Math.max(0, round);
                product[at] = finished(() -> Ops.linear(inputs, weight, null));
                encode[at] = finished(() -> sae.encode(inputs));
            }
        }
        return new Figures(Millis.median(encode), Millis.median(product));
    }

    /// Reads one value, which on a GPU comes after all the work.
    private static double finished(Supplier<NDArray> work) {
        return Millis.of(() -> {
            try (NDArray result = work.get(); NDArray one = Ops.slice(result, 1, 0, 1)) {
                one.toFloatArray();
            }
        });
    }

    private static SaeData random() {
        SaeSpec spec = SaeSpec.autoencoder(WIDTH, FEATURES, new SaeActivation.TopK(ACTIVE, false), true,
                "blocks.6.hook_resid_post");
        SplittableRandom random = new SplittableRandom(0);
        Map<SaeTensor, float[]> tensors = new HashMap<>();
        for (SaeTensor tensor : spec.tensors()) {
            int size = 1;
            for (int axis : tensor.shape(spec)) {
                size *= axis;
            }
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = random.nextFloat() - 0.5f;
            }
            tensors.put(tensor, values);
        }
        return SaeData.of(spec, tensors, "in a measurement");
    }
}
