package org.sextant.runtime.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.family.ModelException;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Models that are wrong: the fixtures' tolerance must see a small fault, and a checkpoint that cannot be computed must
/// be refused with what, where and what to do.
class DamagedModelTest {
    private static final float TOLERANCE = 1e-4f;

    @TempDir
    Path folder;

    @Test
    void twoSwappedHeadsAreSeen() throws IOException {
        damage("v4/llama", tensors -> {
            Tensor queries = tensors.get("model.layers.0.self_attn.q_proj.weight");
            int headRows = 8 * queries.shape()[1];
            for (int i = 0; i < headRows; i++) {
                float first = queries.values()[i];
                queries.values()[i] = queries.values()[headRows + i];
                queries.values()[headRows + i] = first;
            }
        });
        assertThat(differenceFromReference("v4/llama")).isGreaterThan(100 * TOLERANCE);
    }

    @Test
    void aShiftedLayerIsSeen() throws IOException {
        damage("v4/gpt2", tensors -> {
            float[] first = tensors.get("transformer.h.0.mlp.c_fc.weight").values();
            float[] second = tensors.get("transformer.h.1.mlp.c_fc.weight").values();
            System.arraycopy(second, 0, first, 0, first.length);
        });
        assertThat(differenceFromReference("v4/gpt2")).isGreaterThan(100 * TOLERANCE);
    }

    @Test
    void aDroppedBiasIsSeen() throws IOException {
        damage("v4/gpt_neox", tensors -> Arrays
                .fill(tensors.get("gpt_neox.layers.1.attention.dense.bias").values(), 0));
        assertThat(differenceFromReference("v4/gpt_neox")).isGreaterThan(100 * TOLERANCE);
    }

    @Test
    void anUntouchedCopyAgrees() throws IOException {
        damage("v4/llama", tensors -> {});
        assertThat(differenceFromReference("v4/llama")).isLessThanOrEqualTo(TOLERANCE);
    }

    @Test
    void aMissingWeightIsNamed() throws IOException {
        damage("v4/llama", tensors -> tensors.remove("model.layers.1.mlp.up_proj.weight"));
        assertThatThrownBy(this::load).isInstanceOf(ModelException.class)
                .hasMessageContaining("model.layers.1.mlp.up_proj.weight is missing").hasMessageContaining("; ");
    }

    @Test
    void aShapeThatTheConfigDoesNotGiveIsNamedWithBoth() throws IOException {
        damage("v4/llama", tensors -> tensors.put("model.layers.0.mlp.down_proj.weight",
                new Tensor(new float[32 * 60], new int[]{32, 60})));
        assertThatThrownBy(this::load).isInstanceOf(ModelException.class)
                .hasMessageContaining("model.layers.0.mlp.down_proj.weight").hasMessageContaining("[32, 60]")
                .hasMessageContaining("[32, 64]").hasMessageContaining("config.json");
    }

    @Test
    void anUnknownArchitectureIsRefusedWithTheKnownOnes() throws IOException {
        damage("v4/llama", tensors -> {});
        String config = Files.readString(folder.resolve("config.json"));
        Files.writeString(folder.resolve("config.json"), config.replace("\"llama\"", "\"mamba\""));
        assertThatThrownBy(this::load).isInstanceOf(ModelException.class)
                .hasMessageContaining("the architecture 'mamba' is not known")
                .hasMessageContaining("gpt_neox, gpt_oss, llama");
    }

    @Test
    void weightsThatAreNotFiniteAreNamedAndCounted() throws IOException {
        damage("v4/llama", tensors -> {
            float[] values = tensors.get("model.layers.1.mlp.gate_proj.weight").values();
            values[3] = Float.NaN;
            values[9] = Float.NEGATIVE_INFINITY;
        });
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            ModelLoader.Loaded loaded = ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32,
                    (done, total) -> {});
            assertThat(loaded.warnings()).containsExactly(
                    "the weight model.layers.1.mlp.gate_proj.weight holds 2 values that are NaN or infinite");
            loaded.transformer().close();
        }
    }

    @Test
    void storedTensorsOutsideTheModelAreListed() throws IOException {
        damage("v4/llama", tensors -> tensors.put("model.vision.patch", new Tensor(new float[4], new int[]{4})));
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            ModelLoader.Loaded loaded = ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32,
                    (done, total) -> {});
            assertThat(loaded.warnings())
                    .containsExactly("1 stored tensors are not part of the model: model.vision.patch");
            loaded.transformer().close();
        }
    }

    @Test
    void weightsInFloat64GiveTheSameLogitsMoreExactly() throws IOException {
        damage("v4/llama", tensors -> {});
        try (Checkpoint checkpoint = Checkpoint.open(folder);
                Transformer model = ModelLoader
                        .load(checkpoint, Device.cpu(), DataType.FLOAT64, (done, total) -> {}).transformer();
                NDManager scope = model.newScope()) {
            var logits = model.forward(
                    ForwardRequest.ofIds(scope, Fixtures.reference("v4/llama").rows("input_ids")), Hooks.NONE).logits();
            assertThat(logits.getDataType()).isEqualTo(DataType.FLOAT64);
            assertThat(difference(NativeMemory.floats(logits), Fixtures.reference("v4/llama").floats("logits")))
                    .isLessThan(2e-5f);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // changed in place by the tests
    private record Tensor(float[] values, int[] shape) {}

    private void damage(String fixture, Consumer<Map<String, Tensor>> fault) throws IOException {
        Path source = Fixtures.folder(fixture);
        ReferenceTensors stored = ReferenceTensors.read(source.resolve("model.safetensors"));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        stored.names().forEach(name -> tensors.put(name, new Tensor(stored.floats(name), stored.shape(name))));
        fault.accept(tensors);
        SafetensorsWriter writer = new SafetensorsWriter();
        tensors.forEach((name, tensor) -> writer.add(name, tensor.values(), tensor.shape()));
        writer.writeTo(folder.resolve("model.safetensors"));
        Files.copy(source.resolve("config.json"), folder.resolve("config.json"));
    }

    private float differenceFromReference(String fixture) {
        ReferenceTensors reference = Fixtures.reference(fixture);
        try (Checkpoint checkpoint = Checkpoint.open(folder);
                Transformer model = ModelLoader
                        .load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {}).transformer();
                NDManager scope = model.newScope()) {
            return difference(NativeMemory.floats(
                    model.forward(ForwardRequest.ofIds(scope, reference.rows("input_ids")), Hooks.NONE).logits()),
                    reference.floats("logits"));
        }
    }

    private void load() {
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {}).transformer().close();
        }
    }

    private static float difference(float[] actual, float[] expected) {
        float largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        return largest;
    }
}
