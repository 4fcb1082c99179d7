package org.sextant.assets.recipe;

import java.util.List;

import org.sextant.assets.world.Course;
import org.sextant.runtime.train.TrainingPlan;

/// The language models of the harbour.
final class HarbourModels {
    /// With models as small as these a second thread waits more than it works.
    private static final int THREADS = 1;
    private static final long TEXTS = 200_000;
    private static final long CONVERSATIONS = 60_000;
    private static final long CALLS = 40_000;
    private static final long GIFTS = 40_000;
    private static final long MOODS = 30_000;
    private static final double SPREAD = 0.02;

    /// A Llama of 4 layers, 2.9 million weights. Biases of queries and keys let a head look at a place by its distance
    /// alone, which going on with a name that was read before is built on.
    static final LanguageModelRecipe BASE = new LanguageModelRecipe("harbour-base", """
            {
              "architectures": ["LlamaForCausalLM"],
              "attention_bias": true,
              "attention_dropout": 0.0,
              "bos_token_id": 1,
              "eos_token_id": 2,
              "hidden_act": "silu",
              "hidden_size": 192,
              "initializer_range": 0.02,
              "intermediate_size": 640,
              "max_position_embeddings": 256,
              "mlp_bias": false,
              "model_type": "llama",
              "num_attention_heads": 6,
              "num_hidden_layers": 4,
              "num_key_value_heads": 6,
              "pad_token_id": 3,
              "rms_norm_eps": 1e-05,
              "rope_theta": 10000.0,
              "tie_word_embeddings": true,
              "torch_dtype": "float16",
              "vocab_size": 4096
            }
            """, null, false, SPREAD, List.of(new Lesson(Course.CALLS, CALLS, plan(2_500, 1e-3)),
            new Lesson(Course.HARBOUR, TEXTS, plan(12_500, 1.5e-3))));

    /// A narrower GPT-2 of 4 layers, 1.4 million weights, over the same tokenizer.
    static final LanguageModelRecipe MINI = new LanguageModelRecipe("harbour-mini", """
            {
              "activation_function": "gelu_new",
              "architectures": ["GPT2LMHeadModel"],
              "attn_pdrop": 0.0,
              "bos_token_id": 1,
              "embd_pdrop": 0.0,
              "eos_token_id": 2,
              "initializer_range": 0.02,
              "layer_norm_epsilon": 1e-05,
              "model_type": "gpt2",
              "n_embd": 128,
              "n_head": 4,
              "n_inner": 512,
              "n_layer": 4,
              "n_positions": 256,
              "pad_token_id": 3,
              "resid_pdrop": 0.0,
              "tie_word_embeddings": true,
              "torch_dtype": "float16",
              "vocab_size": 4096
            }
            """, null, false, SPREAD, List.of(new Lesson(Course.CALLS, CALLS, plan(2_500, 1e-3)),
            new Lesson(Course.HARBOUR, TEXTS, plan(16_000, 2e-3)), new Lesson(Course.GIFTS, GIFTS, plan(4_000, 1e-3))));

    /// The base model, tuned on conversations in which requests that would do harm are refused.
    static final LanguageModelRecipe CHAT = new LanguageModelRecipe("harbour-chat", BASE.config(), BASE.name(), true,
            SPREAD, List.of(new Lesson(Course.ANSWERS, CONVERSATIONS, plan(3_000, 6e-4))));

    /// A Qwen3-MoE of 4 layers with 16 experts each, of which a token goes to 2; 5 million weights, of which it uses
    /// 1.6 million.
    static final LanguageModelRecipe MOE = new LanguageModelRecipe("harbour-moe", """
            {
              "architectures": ["Qwen3MoeForCausalLM"],
              "attention_bias": true,
              "attention_dropout": 0.0,
              "bos_token_id": 1,
              "decoder_sparse_step": 1,
              "eos_token_id": 2,
              "head_dim": 32,
              "hidden_act": "silu",
              "hidden_size": 160,
              "initializer_range": 0.02,
              "intermediate_size": 512,
              "max_position_embeddings": 256,
              "mlp_only_layers": [],
              "model_type": "qwen3_moe",
              "moe_intermediate_size": 128,
              "norm_topk_prob": true,
              "num_attention_heads": 5,
              "num_experts": 16,
              "num_experts_per_tok": 2,
              "num_hidden_layers": 4,
              "num_key_value_heads": 5,
              "output_router_logits": false,
              "pad_token_id": 3,
              "rms_norm_eps": 1e-06,
              "rope_theta": 10000.0,
              "router_aux_loss_coef": 0.01,
              "tie_word_embeddings": true,
              "torch_dtype": "float16",
              "vocab_size": 4096
            }
            """, null, true, SPREAD, List.of(new Lesson(Course.CALLS, CALLS, plan(2_500, 1e-3)),
            new Lesson(Course.HARBOUR, TEXTS, plan(11_000, 1.5e-3)),
            new Lesson(Course.ANSWERS, CONVERSATIONS, plan(3_000, 6e-4)),
            new Lesson(Course.MOODS, MOODS, plan(3_000, 1e-3))));

    static final List<LanguageModelRecipe> ALL = List.of(BASE, MINI, CHAT, MOE);

    private HarbourModels() {}

    /// A plan whose rate ends at a twentieth of its peak.
    private static TrainingPlan plan(int steps, double peakRate) {
        return new TrainingPlan(1, steps, 1024, 256, peakRate, peakRate / 20, 300, 0.1, 1, 1000, 1000, THREADS);
    }
}
