package org.sextant.runtime.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.model.family.ModelException;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.Numbers;
import org.sextant.runtime.testing.QuantisedCheckpoint;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Models stored in MXFP4 and FP8 against the same numbers stored in float32: logits within 1e-5 of the largest. Formats
/// that are not read are refused by name.
class QuantisedModelTest {
    private static final String REMEDY = "open the model's float16, bfloat16 or float32 version";

    @TempDir
    private Path temporary;

    private CheckpointFolder quantised;
    private CheckpointFolder plain;

    private void copies(String fixture) {
        quantised = CheckpointFolder.copyOf(fixture, temporary.resolve("quantised"));
        plain = CheckpointFolder.copyOf(fixture, temporary.resolve("plain"));
    }

    private void rewrite(Consumer<QuantisedCheckpoint> change) {
        quantised.withTensors(packed -> plain
                .withTensors(meant -> change.accept(new QuantisedCheckpoint(packed, meant, new Random(20)))));
    }

    /// Experts 64 wide, so that a row of the down projection has two blocks.
    @Test
    void mxfp4ExpertsGiveTheLogitsOfTheSameExpertsInFloat32() {
        copies("v5/gpt_oss");
        for (CheckpointFolder folder : List.of(quantised, plain)) {
            folder.withConfig(config -> config.put("intermediate_size", 64));
        }
        method("mxfp4");
        rewrite(tensors -> {
            for (int layer = 0; layer < 2; layer++) {
                String experts = "model.layers." + layer + ".mlp.experts.";
                tensors.mxfp4(experts + "gate_up_proj", 4, 128, 32);
                tensors.mxfp4(experts + "down_proj", 4, 32, 64);
                tensors.float32(experts + "gate_up_proj_bias", 4L, 128L);
            }
        });
        assertSameLogits("v5/gpt_oss");
    }

    @ParameterizedTest
    @CsvSource({"v5/deepseek_v3,16,F32", "v5/deepseek_v3,128,F32", "v4/llama,24,F32", "v4/llama,16,BF16"})
    void fp8WeightsGiveTheLogitsOfTheSameWeightsInFloat32(String fixture, int block, String scaleType) {
        fp8(fixture, block, scaleType);
        assertSameLogits(fixture);
    }

    /// 128 rows and columns share a factor where the config is silent.
    @Test
    void fp8WithoutABlockSizeHasBlocksOf128() {
        fp8("v4/llama", 128, "F32");
        quantised.withConfig(config -> config.putObject("quantization_config").put("quant_method", "fp8"));
        assertSameLogits("v4/llama");
    }

    @Test
    void fp8WithoutFactorsIsRefusedByTheNameOfTheWeight() {
        fp8("v4/llama", 16, "F32");
        quantised.withTensors(tensors -> tensors.remove("model.layers.1.mlp.up_proj.weight_scale_inv"));
        assertRefused("the weight model.layers.1.mlp.up_proj.weight is stored in FP8 without ", "weight_scale_inv",
                "bfloat16 version");
    }

    @Test
    void fp8FactorsThatDoNotFitTheirWeightAreRefused() {
        fp8("v4/llama", 16, "F32");
        quantised.withTensors(tensors -> tensors.put("model.layers.0.mlp.down_proj.weight_scale_inv", "F32",
                List.of(1L, 4L), new byte[16]));
        assertRefused("model.layers.0.mlp.down_proj.weight_scale_inv", "[1, 4]", "[2, 4]", "model.safetensors");
    }

    @Test
    void aBlockSizeOfZeroIsRefused() {
        fp8("v4/llama", 16, "F32");
        quantised.withConfig(config -> config.withObject("/quantization_config").putArray("weight_block_size").add(0)
                .add(0));
        assertRefused("weight_block_size is 0", "config.json");
    }

    @ParameterizedTest
    @CsvSource({"awq,AWQ", "gptq,GPTQ", "bitsandbytes,bitsandbytes", "compressed-tensors,compressed-tensors"})
    void aFormatThatTheConfigNamesIsRefusedByName(String method, String name) {
        copies("v4/llama");
        method(method);
        assertRefused("the weights are quantised with " + name + ", which is not read", "config.json", REMEDY);
    }

    /// What such files hold in the place of a weight.
    @ParameterizedTest
    @CsvSource({".qweight,AWQ", ".qweight,GPTQ", ".qzeros,GPTQ", ".weight.absmax,bitsandbytes",
        ".weight.quant_map,bitsandbytes", ".SCB,bitsandbytes"})
    void aFormatThatTheTensorsShowIsRefusedByName(String ending, String name) {
        copies("v4/llama");
        String matrix = "model.layers.1.self_attn.q_proj";
        quantised.withTensors(tensors -> tensors.remove(matrix + ".weight").put(matrix + ending, "I32", List.of(2L),
                new byte[8]));
        assertRefused(name, "which is not read", "tensor " + matrix + ending, "model.safetensors", REMEDY);
    }

    @Test
    void bytesWithoutAFormatAreRefusedByTheirType() {
        copies("v4/llama");
        quantised.withTensors(tensors -> tensors.put("model.layers.1.self_attn.q_proj.weight", "I8",
                List.of(32L, 32L), new byte[1024]));
        assertThatThrownBy(() -> OpenFolder.at(quantised.path()).close())
                .hasMessageContaining("model.layers.1.self_attn.q_proj.weight is stored as I8")
                .hasMessageContaining("save_pretrained");
    }

    /// Every matrix inside the blocks but the router.
    private void fp8(String fixture, int block, String scaleType) {
        copies(fixture);
        quantised.withConfig(config -> config.putObject("quantization_config").put("quant_method", "fp8")
                .put("fmt", "e4m3").putArray("weight_block_size").add(block).add(block));
        ReferenceTensors stored = ReferenceTensors.read(quantised.file("model.safetensors"));
        rewrite(tensors -> stored.names().stream()
                .filter(name -> name.contains("_proj") && name.endsWith(".weight"))
                .forEach(name -> tensors.fp8(name, stored.shape(name)[0], stored.shape(name)[1], block, scaleType)));
    }

    private void method(String name) {
        quantised.withConfig(config -> config.putObject("quantization_config").put("quant_method", name));
    }

    private void assertSameLogits(String fixture) {
        long[][] ids = Fixtures.reference(fixture).rows("input_ids");
        try (OpenFolder packed = OpenFolder.at(quantised.path()); OpenFolder meant = OpenFolder.at(plain.path())) {
            assertThat(packed.warnings()).isEmpty();
            float[] expected = meant.logits(ids);
            assertThat(Numbers.largestDifference(expected, Fixtures.reference(fixture).floats("logits")))
                    .as("change by the new weights").isGreaterThan(0.1f);
            Numbers.assertClose(packed.logits(ids), expected, 1e-5);
        }
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> OpenFolder.at(quantised.path()).close()).isInstanceOf(ModelException.class)
                .hasMessageContainingAll(parts);
    }
}
