package org.sextant.runtime.model;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.CheckpointException;
import org.sextant.runtime.model.family.ModelException;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// Configs that no model can have are refused by what is wrong, the file, and what to do, whatever else may go wrong with
/// them.
class BadConfigTest {
    @TempDir
    private Path folder;

    private int copies;

    static Stream<Arguments> bad() {
        return Stream.of(
                wrong("v4/llama", "num_attention_heads is 0", config -> config.put("num_attention_heads", 0)),
                wrong("v4/llama", "num_attention_heads is -4", config -> config.put("num_attention_heads", -4)),
                wrong("v4/llama", "key-value heads", config -> config.put("num_key_value_heads", 0)),
                wrong("v4/llama", "key-value heads", config -> config.put("num_key_value_heads", 3)),
                wrong("v4/llama", "hidden_size is -32", config -> config.put("hidden_size", -32)),
                wrong("v4/llama", "hidden_size is missing", config -> config.remove("hidden_size")),
                wrong("v4/llama", "intermediate_size is -1", config -> config.put("intermediate_size", -1)),
                wrong("v4/llama", "vocab_size is -97", config -> config.put("vocab_size", -97)),
                wrong("v4/llama", "head_dim is -8", config -> config.put("head_dim", -8)),
                wrong("v4/llama", "rotated width", config -> config.put("head_dim", 7)),
                wrong("v4/gpt2", "does not divide into", config -> config.put("n_head", 5)),
                wrong("v4/gpt2", "n_embd is 0", config -> config.put("n_embd", 0)),
                wrong("v4/gpt2", "n_positions is -1", config -> config.put("n_positions", -1)),
                wrong("v4/llama", "num_hidden_layers is 0", config -> config.put("num_hidden_layers", 0)),
                wrong("v4/llama", "num_hidden_layers is 2000000000",
                        config -> config.put("num_hidden_layers", 2_000_000_000)),
                wrong("v4/gpt_neo", "num_layers is 2000000000", config -> config.put("num_layers", 2_000_000_000)),
                wrong("v4/llama", "num_hidden_layers", config -> config.put("num_hidden_layers", 3e10)),
                wrong("v4/llama", "max_position_embeddings is 0", config -> config.put("max_position_embeddings", 0)),
                wrong("v4/mistral", "sliding_window is -1", config -> config.put("sliding_window", -1)),
                wrong("v4/gpt_neo", "window_size is -1", config -> config.put("window_size", -1)),
                wrong("v4/llama", "rms_norm_eps is -1", config -> config.put("rms_norm_eps", -1)),
                wrong("v4/gpt2", "layer_norm_epsilon is -1", config -> config.put("layer_norm_epsilon", -1)),
                wrong("v4/llama", "rope_theta is 0", config -> config.put("rope_theta", 0)),
                wrong("v4/llama", "rope_theta is -10000", config -> config.put("rope_theta", -10_000)),
                wrong("v4/llama", "factor is 0", config -> config.putObject("rope_scaling").put("type", "linear")
                        .put("factor", 0)),
                wrong("v4/llama", "factor is -2", config -> config.putObject("rope_scaling").put("type", "dynamic")
                        .put("factor", -2)),
                wrong("v4/llama", "lacks factor", config -> config.putObject("rope_scaling").put("type", "yarn")),
                wrong("v4/llama", "rope_type 'spiral'", config -> config.putObject("rope_scaling").put("type",
                        "spiral")),
                wrong("v5/qwen2_yarn", "beta_fast is 0", config -> config.withObject("/rope_parameters")
                        .put("beta_fast", 0)),
                wrong("v5/qwen2_yarn", "attention_factor is -1", config -> config.withObject("/rope_parameters")
                        .put("attention_factor", -1)),
                wrong("v5/phi3_longrope", "short_factor", config -> config.withObject("/rope_parameters")
                        .putArray("short_factor").add(1).add(1).add(0).add(1)),
                wrong("v4/llama", "rotated width", config -> config.put("partial_rotary_factor", -1)),
                wrong("v4/mixtral", "num_experts_per_tok is 5", config -> config.put("num_experts_per_tok", 5)),
                wrong("v4/mixtral", "num_experts_per_tok is 0", config -> config.put("num_experts_per_tok", 0)),
                wrong("v4/mixtral", "num_local_experts is 0", config -> config.put("num_local_experts", 0)),
                wrong("v5/deepseek_v3", "groups", config -> config.put("n_group", 3)),
                wrong("v5/deepseek_v3", "groups", config -> config.put("topk_group", 3)),
                wrong("v5/deepseek_v3", "n_group is 0", config -> config.put("n_group", 0)),
                wrong("v5/deepseek_v3", "n_shared_experts is -1", config -> config.put("n_shared_experts", -1)),
                wrong("v5/deepseek_v3", "kv_lora_rank is 0", config -> config.put("kv_lora_rank", 0)),
                wrong("v5/deepseek_v2", "topk_method 'noaux_tc'", config -> config.put("topk_method", "noaux_tc")),
                wrong("v4/qwen2_moe", "decoder_sparse_step is 0", config -> config.put("decoder_sparse_step", 0)),
                wrong("v4/gemma2", "layer_types names 3 blocks of 2", config -> config.withArray("/layer_types")
                        .add("full_attention")),
                wrong("v4/gemma2", "layer_types", config -> config.withArray("/layer_types").set(0, "diagonal")),
                wrong("v4/gemma2", "query_pre_attn_scalar is 0", config -> config.put("query_pre_attn_scalar", 0)),
                wrong("v4/gemma2", "attn_logit_softcapping is 0", config -> config.put("attn_logit_softcapping", 0)),
                wrong("v4/gemma2", "final_logit_softcapping is -30",
                        config -> config.put("final_logit_softcapping", -30)),
                wrong("v4/olmoe", "clip_qkv is -8", config -> config.put("clip_qkv", -8)),
                wrong("v4/gpt_neo", "attention_types names 6 blocks of 4", config -> attentionTypes(config, 3)),
                wrong("v4/gpt_neo", "attention_types", config -> attentionTypes(config, 2_000_000_000)),
                wrong("v4/gpt_neo", "attention_types", config -> attentionTypes(config, -1)),
                wrong("v4/llama", "hidden_act 'sine'", config -> config.put("hidden_act", "sine")));
    }

    private static void attentionTypes(ObjectNode config, int times) {
        var group = config.putArray("attention_types").addArray();
        group.addArray().add("global").add("local");
        group.add(times);
    }

    private static Arguments wrong(String fixture, String what, Consumer<ObjectNode> change) {
        return arguments(fixture, what, change);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bad")
    void aConfigThatNoModelCanHaveIsRefused(String fixture, String what, Consumer<ObjectNode> change) {
        CheckpointFolder copy = copy(fixture, change);
        assertThatThrownBy(() -> OpenFolder.at(copy.path()).close())
                .isInstanceOfAny(ModelException.class, CheckpointException.class)
                .isInstanceOfSatisfying(SextantException.class, refused -> {
                    assertThat(refused.what()).contains(what);
                    assertThat(refused.where()).contains(copy.file("config.json").toString());
                    assertThat(refused.remedy()).isNotBlank();
                });
    }

    @Test
    void aWindowThatIsSwitchedOnAndHasNoWidthIsNone() {
        assertThat(windows("v4/qwen2", config -> config.put("use_sliding_window", true).put("max_window_layers", 0)
                .remove("layer_types"))).containsExactly(0, 0);
    }

    @Test
    void aWindowThatIsSwitchedOffIsNone() {
        assertThat(windows("v4/qwen2", config -> config.put("use_sliding_window", false).put("sliding_window", 5)
                .put("max_window_layers", 0).remove("layer_types"))).containsExactly(0, 0);
    }

    @Test
    void onlyBlocksFromMaxWindowLayersOnHaveTheWindow() {
        for (String fixture : List.of("v4/qwen2", "v4/qwen3", "v4/qwen2_moe", "v5/qwen3_moe")) {
            for (int first = 0; first <= 2; first++) {
                int upper = first;
                assertThat(windows(fixture, config -> config.put("use_sliding_window", true).put("sliding_window", 5)
                        .put("max_window_layers", upper).remove("layer_types"))).as("%s from %d", fixture, first)
                        .containsExactly(first > 0 ? 0 : 5, first > 1 ? 0 : 5);
            }
        }
    }

    @Test
    void aWindowThatTheConfigDoesNotNameIsTheFamilys() {
        assertThat(windows("v4/mistral", config -> config.remove("sliding_window"))).containsExactly(4096, 4096);
        assertThat(windows("v4/mistral", config -> config.putNull("sliding_window"))).containsExactly(0, 0);
        assertThat(windows("v4/mistral", config -> config.put("sliding_window", 0))).containsExactly(0, 0);
        assertThat(windows("v4/gemma2", config -> config.remove(List.of("sliding_window", "layer_types"))))
                .containsExactly(4096, 0);
        assertThat(windows("v5/gpt_oss", config -> config.remove(List.of("sliding_window", "layer_types"))))
                .containsExactly(128, 0);
        assertThat(windows("v4/phi3", config -> config.remove("sliding_window"))).containsExactly(0, 0);
        assertThat(windows("v4/gpt_neo", config -> config.remove(List.of("window_size", "attention_types"))))
                .containsExactly(0, 256, 0, 256);
    }

    private List<Integer> windows(String fixture, Consumer<ObjectNode> change) {
        Path path = folder.resolve(Integer.toString(copies++));
        CheckpointFolder copy = CheckpointFolder.copyOf(fixture, path).withConfig(change);
        try (Checkpoint checkpoint = Checkpoint.open(copy.path())) {
            return ModelLoader.inspect(checkpoint).blocks().stream().map(LayerSpec::window).toList();
        }
    }

    private CheckpointFolder copy(String fixture, Consumer<ObjectNode> change) {
        return CheckpointFolder.copyOf(fixture, folder.resolve("model")).withConfig(change);
    }
}
