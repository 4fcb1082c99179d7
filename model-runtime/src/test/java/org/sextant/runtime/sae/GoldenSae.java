package org.sextant.runtime.sae;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.testing.RuleNumbers;

/// The SAE of METHODS.md 2.10, from 4 numbers through 6 features, and its three inputs.
final class GoldenSae {
    static final int WIDTH = 4;
    static final int FEATURES = 6;
    static final int ROWS = 3;
    static final String SITE = "blocks.0.hook_resid_post";

    private GoldenSae() {}

    static SaeData data(SaeActivation activation, boolean centred) {
        return data(SaeSpec.autoencoder(WIDTH, FEATURES, activation, centred, SITE));
    }

    static SaeData data(SaeActivation activation, InputNormalization normalization) {
        return data(new SaeSpec(WIDTH, WIDTH, FEATURES, activation, true, normalization, SITE, Optional.empty(), false,
                Map.of()));
    }

    static SaeData data(SaeSpec spec) {
        return SaeData.of(spec, tensors(), "in a test");
    }

    static Map<SaeTensor, float[]> tensors() {
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        tensors.put(SaeTensor.W_ENC, RuleNumbers.fill("W_enc", WIDTH * FEATURES, 5));
        tensors.put(SaeTensor.B_ENC, RuleNumbers.fill("b_enc", FEATURES));
        tensors.put(SaeTensor.W_DEC, RuleNumbers.fill("W_dec", FEATURES * WIDTH, 5));
        tensors.put(SaeTensor.B_DEC, RuleNumbers.fill("b_dec", WIDTH));
        tensors.put(SaeTensor.THRESHOLD, new float[]{.1f, .2f, .3f, .4f, .5f, .6f});
        tensors.put(SaeTensor.B_GATE, RuleNumbers.fill("b_gate", FEATURES));
        tensors.put(SaeTensor.B_MAG, RuleNumbers.fill("b_mag", FEATURES));
        tensors.put(SaeTensor.R_MAG, RuleNumbers.fill("r_mag", FEATURES));
        tensors.put(SaeTensor.W_SKIP, RuleNumbers.fill("W_skip", WIDTH * WIDTH, 5));
        return tensors;
    }

    static NDArray inputs(NDManager manager) {
        return manager.create(RuleNumbers.fill("sae_x", ROWS * WIDTH, 5), new Shape(ROWS, WIDTH));
    }
}
