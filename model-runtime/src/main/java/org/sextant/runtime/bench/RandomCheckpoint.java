package org.sextant.runtime.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.checkpoint.SafetensorsWriter;

/// Writes model folders of any size whose weights are noise, to measure and to test with.
public final class RandomCheckpoint {
    private static final float SPREAD = 0.04f;

    private RandomCheckpoint() {}

    /// The widths of a Llama.
    public record Llama(int layers, int dModel, int heads, int kvHeads, int dMlp, int vocabSize, int contextLength) {
        /// About 90 thousand weights.
        public static final Llama TINY = new Llama(2, 64, 4, 2, 128, 97, 128);
        /// 3.2 million weights in eight layers.
        public static final Llama SMALL = new Llama(8, 192, 6, 3, 512, 512, 1024);
        /// 26.9 million weights, 108 MB in float32.
        public static final Llama OF_100_MB = new Llama(8, 512, 8, 8, 1536, 1000, 256);

        /// Number of weights.
        public long parameters() {
            long attention = 2L * dModel * dModel + 2L * dModel * kvWidth();
            long block = attention + 3L * dModel * dMlp + 2L * dModel;
            return 2L * vocabSize * dModel + layers * block + dModel;
        }

        private int kvWidth() {
            return dModel / heads * kvHeads;
        }
    }

    /// Writes `config.json` and `model.safetensors` in float32. The same seed writes the same model.
    public static Path llama(Path folder, Llama shape, long seed) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("config.json"), config(shape).toPrettyString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Weights weights = new Weights(seed);
        weights.matrix("model.embed_tokens.weight", shape.vocabSize(), shape.dModel());
        for (int layer = 0; layer < shape.layers(); layer++) {
            String block = "model.layers." + layer + ".";
            weights.ones(block + "input_layernorm.weight", shape.dModel());
            weights.matrix(block + "self_attn.q_proj.weight", shape.dModel(), shape.dModel());
            weights.matrix(block + "self_attn.k_proj.weight", shape.kvWidth(), shape.dModel());
            weights.matrix(block + "self_attn.v_proj.weight", shape.kvWidth(), shape.dModel());
            weights.matrix(block + "self_attn.o_proj.weight", shape.dModel(), shape.dModel());
            weights.ones(block + "post_attention_layernorm.weight", shape.dModel());
            weights.matrix(block + "mlp.gate_proj.weight", shape.dMlp(), shape.dModel());
            weights.matrix(block + "mlp.up_proj.weight", shape.dMlp(), shape.dModel());
            weights.matrix(block + "mlp.down_proj.weight", shape.dModel(), shape.dMlp());
        }
        weights.ones("model.norm.weight", shape.dModel());
        weights.matrix("lm_head.weight", shape.vocabSize(), shape.dModel());
        weights.writer.writeTo(folder.resolve("model.safetensors"));
        return folder;
    }

    private static ObjectNode config(Llama shape) {
        return new ObjectMapper().createObjectNode().put("model_type", "llama").put("num_hidden_layers", shape.layers())
                .put("hidden_size", shape.dModel()).put("num_attention_heads", shape.heads())
                .put("num_key_value_heads", shape.kvHeads()).put("intermediate_size", shape.dMlp())
                .put("vocab_size", shape.vocabSize()).put("max_position_embeddings", shape.contextLength())
                .put("rms_norm_eps", 1e-5).put("rope_theta", 10_000).put("hidden_act", "silu")
                .put("tie_word_embeddings", false).put("torch_dtype", "float32").put("bos_token_id", 1)
                .put("eos_token_id", 2);
    }

    private static final class Weights {
        private final SafetensorsWriter writer = new SafetensorsWriter();
        private long seed;

        private Weights(long seed) {
            this.seed = seed;
        }

        void ones(String name, int size) {
            writer.add(name, _ -> 1, size);
        }

        void matrix(String name, int rows, int columns) {
            long ownSeed = ++seed << Integer.SIZE;
            writer.add(name, index -> SPREAD * uniform(ownSeed + index), rows, columns);
        }

        /// A number between −1 and 1 by the mixer of SplitMix64.
        private static float uniform(long input) {
            long mixed = input * 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            return (mixed >> 40) * 0x1p-23f;
        }
    }
}
