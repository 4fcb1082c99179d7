package org.sextant.runtime.model;

import java.nio.file.Path;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.GoldenModel;
import org.sextant.runtime.testing.RuleNumbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Models whose weights follow a rule (METHODS.md 0.4), against logits printed there, within 1e-4.
class GoldenLogitsTest {
    private static final float TOLERANCE = 1e-4f;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"deepseek_v2", "deepseek_v3", "gemma", "gemma2", "gemma3_text", "gpt2", "gpt_neo",
        "gpt_neox",
        "gpt_oss", "llama", "llama3_rope", "mistral", "mixtral", "olmo2", "olmoe", "phi3", "qwen2", "qwen2_moe",
        "qwen3", "qwen3_moe"})
    void logitsAreTheGoldenOnes(String name) {
        JsonNode golden = GoldenModel.write(name, folder);
        int[] ids = {1, 5, 9, 2, 7, 3, 8, 4, 6, 0, 11, 13};
        try (Checkpoint checkpoint = Checkpoint.open(folder);
                Transformer model = ModelLoader
                        .load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {}).transformer();
                NDManager scope = model.newScope()) {
            NDArray logits = model.forward(ForwardRequest.ofIds(scope, ids), Hooks.NONE).logits();
            int vocabulary = model.spec().vocabSize();
            float[] values = NativeMemory.floats(logits);

            assertRow(values, 0, golden.get("logits_first_pos4"));
            assertRow(values, (ids.length - 1) * vocabulary, golden.get("last_logits8"));
            int[] argMax = new ObjectMapper().convertValue(golden.get("argmax"), int[].class);
            for (int position = 0; position < ids.length; position++) {
                assertThat(largest(values, position * vocabulary, vocabulary)).isEqualTo(argMax[position]);
            }
        }
    }

    @Test
    void theRuleFillsAsPrinted() {
        float[] weights = RuleNumbers.fill("W_enc", 24);
        float[] printed = {-0.098828f, -0.451876f, 0.431904f, 0.452018f, -0.485003f, 0.370685f};
        for (int i = 0; i < printed.length; i++) {
            assertThat(5 * weights[i]).isCloseTo(printed[i], within(1e-6f));
        }
    }

    private static void assertRow(float[] values, int from, JsonNode expected) {
        assertThat(expected.size()).isPositive();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(values[from + i]).isCloseTo((float) expected.get(i).asDouble(), within(TOLERANCE));
        }
    }

    private static int largest(float[] values, int from, int length) {
        int best = 0;
        for (int i = 1; i < length; i++) {
            best = values[from + i] > values[from + best] ? i : best;
        }
        return best;
    }
}
