package org.sextant.runtime.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Trainings that take a second: a tiny model and texts with a rule in them.
final class Trainings {
    static final int VOCABULARY = 40;
    private static final int LONGEST = 16;
    private static final String LLAMA = """
            {"model_type": "llama", "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
             "num_key_value_heads": 2, "intermediate_size": 48, "vocab_size": 40, "max_position_embeddings": 32,
             "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "tie_word_embeddings": true, "hidden_act": "silu"}""";

    private Trainings() {}

    static TrainingPlan plan(int steps) {
        return new TrainingPlan(3, steps, 256, LONGEST, 1e-2, 1e-3, 5, 0.1, 1, 10, 10, 1);
    }

    /// A folder with the config of a small Llama.
    static Path llama(Path folder) {
        return config(folder, LLAMA);
    }

    /// As [#llama], with wider feed-forward layers.
    static Path wide(Path folder) {
        return config(folder, LLAMA.replace("\"intermediate_size\": 48", "\"intermediate_size\": 64"));
    }

    /// A folder with the config of a small GPT-2, whose files hold matrices the other way round.
    static Path gpt2(Path folder) {
        return config(folder, """
                {"model_type": "gpt2", "n_embd": 32, "n_layer": 2, "n_head": 4, "vocab_size": 40, "n_positions": 32,
                 "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5}""");
    }

    /// A folder with the config of a small mixture of experts.
    static Path mixture(Path folder) {
        return mixture(folder, "0.01");
    }

    /// @param balance how much the balance of experts counts
    static Path mixture(Path folder, String balance) {
        return config(folder, """
                {"model_type": "qwen3_moe", "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
                 "num_key_value_heads": 2, "head_dim": 8, "intermediate_size": 48, "moe_intermediate_size": 24,
                 "num_experts": 4, "num_experts_per_tok": 2, "norm_topk_prob": true, "decoder_sparse_step": 1,
                 "vocab_size": 40, "max_position_embeddings": 32, "rms_norm_eps": 1e-6, "rope_theta": 10000.0,
                 "tie_word_embeddings": true, "hidden_act": "silu", "router_aux_loss_coef": %s}""".formatted(balance));
    }

    private static Path config(Path folder, String json) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve("config.json"), json).getParent();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Texts in which each token is the one before and a step that the first token sets.
    static TokenCorpus texts(int count, long seed) {
        Random random = new Random(seed);
        TokenCorpus.Builder corpus = new TokenCorpus.Builder();
        for (int text = 0; text < count; text++) {
            int step = 1 + random.nextInt(4);
            int[] ids = new int[6 + random.nextInt(10)];
            ids[0] = step;
            ids[1] = 5 + random.nextInt(VOCABULARY - 5);
            for (int i = 2; i < ids.length; i++) {
                ids[i] = 5 + (ids[i - 1] - 5 + step) % (VOCABULARY - 5);
            }
            corpus.add(ids);
        }
        return corpus.build();
    }

    static Trainer trainer(Path folder, TrainingPlan plan) {
        return new Trainer(folder, plan, InitialWeights.random(plan.seed(), 0.1), texts(400, 1), texts(60, 2));
    }
}
