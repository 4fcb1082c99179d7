package org.sextant.runtime.model.family;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.Activation;
import org.sextant.runtime.model.LayerSpec;

/// What several families read from a config in the same way.
final class ConfigReader {
    private ConfigReader() {}

    /// The activation named at a key.
    ///
    /// @throws ModelException if it is not known
    static Activation activation(ModelConfig config, String key, String fallback) {
        String name = config.text(key).orElse(fallback);
        return Activation.named(name).orElseThrow(() -> unsupported(config, key, name));
    }

    /// Width of a head: given, or the model's width shared evenly.
    static int headDim(ModelConfig config, int dModel, int heads) {
        return config.optionalInteger("head_dim").orElseGet(() -> {
            if (dModel % heads != 0) {
                throw new ModelException("a width of " + dModel + " does not divide into " + heads + " heads",
                        "in " + config.file(), "correct hidden_size or num_attention_heads");
            }
            return dModel / heads;
        });
    }

    /// Key-value heads.
    ///
    /// @throws ModelException if the query heads do not share them evenly
    static int kvHeads(ModelConfig config, int heads, int fallback) {
        int kvHeads = config.isNull("num_key_value_heads") ? heads : config.integer("num_key_value_heads", fallback);
        if (kvHeads < 1 || heads % kvHeads != 0) {
            throw new ModelException(heads + " heads do not share " + kvHeads + " key-value heads evenly",
                    "in " + config.file(), "correct num_key_value_heads");
        }
        return kvHeads;
    }

    /// Blocks that differ in their window only. `layer_types`, where the file has it, says which blocks have one.
    static List<LayerSpec> blocks(ModelConfig config, int layers, double scale, int window, IntPredicate slides) {
        List<String> types = config.texts("layer_types");
        if (!types.isEmpty() && types.size() != layers) {
            throw new ModelException("layer_types names " + types.size() + " blocks of " + layers,
                    "in " + config.file(), "correct layer_types or num_hidden_layers");
        }
        return IntStream.range(0, layers).mapToObj(layer -> {
            boolean slide = types.isEmpty() ? slides.test(layer) : types.get(layer).equals("sliding_attention");
            return new LayerSpec(slide ? window : 0, scale);
        }).toList();
    }

    static ModelException unsupported(ModelConfig config, String key, String value) {
        return new ModelException(key + " '" + value + "' is not supported", "in " + config.file(),
                "open a model without it");
    }
}
