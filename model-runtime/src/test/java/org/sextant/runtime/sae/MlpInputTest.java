package org.sextant.runtime.sae;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.RuleNumbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Transcoders that read what enters an MLP, learned weight of the norm and all.
class MlpInputTest {
    private static final int[] IDS = {1, 5, 9, 2, 7};
    private static final int FEATURES = 20;

    private final NDManager manager = Backend.newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    private static SaeData transcoder(int width, String site, boolean skip) {
        SaeSpec spec = new SaeSpec(width, width, FEATURES, new SaeActivation.TopK(4, false), false,
                InputNormalization.NONE, site, Optional.of("blocks.1.hook_mlp_out"), skip, Map.of());
        return SaeData.of(spec, Map.of(SaeTensor.W_ENC, RuleNumbers.fill("W_enc", width * FEATURES),
                SaeTensor.B_ENC, RuleNumbers.fill("b_enc", FEATURES), SaeTensor.W_DEC,
                RuleNumbers.fill("W_dec", width * FEATURES), SaeTensor.B_DEC, RuleNumbers.fill("b_dec", width),
                SaeTensor.W_SKIP, RuleNumbers.fill("W_skip", width * width)), "in a test");
    }

    /// Layer norm with a bias, root mean square, and root mean square with `1 + w`.
    @ParameterizedTest
    @ValueSource(strings = {"v4/gpt2", "v5/llama", "v4/gemma2"})
    void itsFeaturesAreThoseOfTheWeightedNorm(String fixture) {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Transformer model = ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (_, _) -> {})
                        .transformer()) {
            int width = model.spec().dModel();
            SaeData data = transcoder(width, "blocks.1.mlp.hook_in", true);
            SaeData folded = MlpInput.at(data, model);
            assertThat(folded.spec().sites()).containsExactly("blocks.1.ln2.hook_normalized", "blocks.1.hook_mlp_out");

            float[] normalized = normalized(model);
            float[] weight = model.normBeforeMlp(1).orElseThrow().weight();
            float[] bias = model.normBeforeMlp(1).orElseThrow().bias();
            float[] entering = normalized.clone();
            for (int i = 0; i < entering.length; i++) {
                entering[i] = normalized[i] * weight[i % width] + bias[i % width];
            }
            assertThat(given(folded, normalized)).containsExactly(given(data, entering), within(2e-4f));
        }
    }

    private static float[] normalized(Transformer model) {
        List<float[]> seen = new ArrayList<>();
        HookTable hooks = new HookTable().observe(model.sites().require("blocks.1.ln2.hook_normalized"),
                value -> seen.add(NativeMemory.floats(value)));
        try (NDManager scope = model.newScope()) {
            model.forward(ForwardRequest.ofIds(scope, IDS), hooks);
        }
        return seen.getFirst();
    }

    private float[] given(SaeData data, float[] values) {
        try (Sae sae = new Sae(data, manager.newSubManager())) {
            NDArray inputs = manager.create(values, new Shape(IDS.length, data.spec().dIn()));
            return NativeMemory.floats(sae.decode(sae.encode(inputs), inputs));
        }
    }

    @Test
    void whatCannotReadItIsRefused() {
        try (SmallModel small = SmallModel.open()) {
            Transformer model = small.transformer();
            assertThat(MlpInput.at(transcoder(32, "blocks.1.hook_resid_mid", false), model).spec().site())
                    .isEqualTo("blocks.1.hook_resid_mid");
            assertThatThrownBy(() -> MlpInput.at(transcoder(32, "blocks.9.mlp.hook_in", false), model))
                    .isInstanceOf(SaeException.class).hasMessageContaining("blocks.9");
            assertThatThrownBy(() -> MlpInput.at(transcoder(48, "blocks.1.mlp.hook_in", false), model))
                    .isInstanceOf(SaeException.class).hasMessageContainingAll("48", "32");
        }
    }
}
