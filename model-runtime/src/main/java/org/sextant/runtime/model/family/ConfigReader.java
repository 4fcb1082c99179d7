package org.sextant.runtime.model.family;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.Activation;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.RotarySpec;

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

    /// The number of experts, which versions of the config name differently.
    static int experts(ModelConfig config, int fallback) {
        return first(config, "num_experts", "num_local_experts", "n_routed_experts").orElse(fallback);
    }

    private static OptionalInt first(ModelConfig config, String... keys) {
        return Arrays.stream(keys).map(config::optionalInteger).filter(OptionalInt::isPresent).findFirst()
                .orElse(OptionalInt.empty());
    }

    /// Which blocks have a window; `layer_types`, where the file has it, says so.
    static IntPredicate sliding(ModelConfig config, int layers, IntPredicate fallback) {
        List<String> types = config.texts("layer_types");
        if (!types.isEmpty() && types.size() != layers) {
            throw new ModelException("layer_types names " + types.size() + " blocks of " + layers,
                    "in " + config.file(), "correct layer_types or num_hidden_layers");
        }
        return types.isEmpty() ? fallback : layer -> types.get(layer).equals("sliding_attention");
    }

    /// Dense blocks that differ in their window only.
    static List<LayerSpec> blocks(int layers, double scale, Optional<RotarySpec> rotary, int window,
            IntPredicate slides) {
        return IntStream.range(0, layers)
                .mapToObj(layer -> new LayerSpec(slides.test(layer) ? window : 0, scale, rotary, false)).toList();
    }

    /// The same blocks, some of them with experts.
    static List<LayerSpec> withMixtures(List<LayerSpec> blocks, IntPredicate mixture) {
        return IntStream.range(0, blocks.size())
                .mapToObj(layer -> blocks.get(layer).withMixture(mixture.test(layer))).toList();
    }

    static ModelException unsupported(ModelConfig config, String key, String value) {
        return new ModelException(key + " '" + value + "' is not supported", "in " + config.file(),
                "open a model without it");
    }
}
