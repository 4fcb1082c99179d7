package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.Activation;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.RotarySpec;

/// What several families read from a config in the same way.
final class ConfigReader {
    private static final int MOST = 1 << 28;
    private static final int MOST_BLOCKS = 10_000;
    private static final Set<String> KINDS = Set.of("full_attention", "sliding_attention");

    private ConfigReader() {}

    /// A number of things, such as heads or neurons.
    ///
    /// @throws ModelException if it is not positive, or beyond any model
    static int count(ModelConfig config, String key, int fallback) {
        return within(config, key, config.integer(key, fallback), 1, MOST);
    }

    /// A number of things that the model cannot be built without.
    ///
    /// @throws ModelException if it is not positive, or beyond any model
    static int count(ModelConfig config, String key) {
        return within(config, key, config.requiredInteger(key), 1, MOST);
    }

    /// The number of blocks.
    ///
    /// @throws ModelException if it is not positive, or beyond any model
    static int layers(ModelConfig config, String key, int fallback) {
        return within(config, key, config.integer(key, fallback), 1, MOST_BLOCKS);
    }

    /// The width of a sliding window; 0 where the config has none.
    ///
    /// @param fallback where the config does not say
    /// @throws ModelException if it is negative
    static int window(ModelConfig config, int fallback) {
        int window = config.isNull("sliding_window") ? 0 : config.integer("sliding_window", fallback);
        return within(config, "sliding_window", window, 0, Integer.MAX_VALUE);
    }

    /// What a norm adds under its root.
    ///
    /// @throws ModelException if it is negative or no number
    static double eps(ModelConfig config, String key, double fallback) {
        double eps = config.number(key, fallback);
        if (eps >= 0 && Double.isFinite(eps)) {
            return eps;
        }
        throw outside(config, key, Double.toString(eps));
    }

    /// A number of things of which there may be none.
    ///
    /// @throws ModelException if it is negative, or beyond any model
    static int countOrNone(ModelConfig config, String key, int fallback) {
        return within(config, key, config.integer(key, fallback), 0, MOST);
    }

    /// A value that stands in a product or under a root.
    ///
    /// @throws ModelException if it is not positive, or no number
    static double positive(ModelConfig config, String key, double value) {
        if (value > 0 && Double.isFinite(value)) {
            return value;
        }
        throw outside(config, key, Double.toString(value));
    }

    private static int within(ModelConfig config, String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw outside(config, key, Integer.toString(value));
        }
        return value;
    }

    static ModelException outside(ModelConfig config, String key, String value) {
        return new ModelException(key + " is " + value + ", which no model can have", "in " + config.file(),
                "correct it as the model's authors publish it");
    }

    /// The activation named at a key.
    ///
    /// @throws ModelException if it is not known
    static Activation activation(ModelConfig config, String key, String fallback) {
        String name = config.text(key).orElse(fallback);
        return Activation.named(name).orElseThrow(() -> unsupported(config, key, name));
    }

    /// Width of a head: given, or the model's width shared evenly.
    static int headDim(ModelConfig config, int dModel, int heads) {
        if (config.has("head_dim")) {
            return count(config, "head_dim");
        }
        if (dModel % heads != 0) {
            throw new ModelException("a width of " + dModel + " does not divide into " + heads + " heads",
                    "in " + config.file(), "correct hidden_size or num_attention_heads");
        }
        return dModel / heads;
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
        return Stream.of("num_experts", "num_local_experts", "n_routed_experts").filter(config::has).findFirst()
                .map(key -> count(config, key)).orElse(fallback);
    }

    /// The number of experts that see a token.
    ///
    /// @throws ModelException if there are not so many
    static int chosenExperts(ModelConfig config, int experts, int fallback) {
        return within(config, "num_experts_per_tok", config.integer("num_experts_per_tok", fallback), 1, experts);
    }

    /// Which blocks have a window; `layer_types`, where the file has it, says so.
    ///
    /// @throws ModelException if it names another number of blocks, or a kind that is not known
    static IntPredicate sliding(ModelConfig config, int layers, IntPredicate fallback) {
        List<String> types = config.texts("layer_types");
        if (!types.isEmpty() && types.size() != layers) {
            throw new ModelException("layer_types names " + types.size() + " blocks of " + layers,
                    "in " + config.file(), "correct layer_types or num_hidden_layers");
        }
        types.stream().filter(type -> !KINDS.contains(type)).findFirst().ifPresent(type -> {
            throw unsupported(config, "layer_types", type);
        });
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
