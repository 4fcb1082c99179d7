package org.sextant.assets.recipe;

import java.util.List;

import org.sextant.runtime.train.TrainingPlan;

/// The language models of the harbour.
final class HarbourModels {
    /// With models as small as these a second thread waits more than it works.
    private static final int THREADS = 1;
    private static final long TEXTS = 200_000;

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
            """, new TrainingPlan(1, 14_000, 1024, 256, 3e-3, 1.5e-4, 300, 0.1, 1, 1000, 1000, THREADS), 0.02, TEXTS);

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
            """, new TrainingPlan(1, 14_000, 1024, 256, 4e-3, 2e-4, 300, 0.1, 1, 1000, 1000, THREADS), 0.02, TEXTS);

    static final List<LanguageModelRecipe> ALL = List.of(BASE, MINI);

    private HarbourModels() {}
}
