package org.sextant.runtime.model.family;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.checkpoint.RopeSettings;
import org.sextant.runtime.model.RotaryFrequencies;
import org.sextant.runtime.model.RotarySpec;

/// Rotary embeddings as configs describe them (METHODS.md 6.1): `f_i = θ^(−2i/r)` for i < r/2, then scaled.
final class RotaryReader {
    private static final String ORIGINAL = "original_max_position_embeddings";

    private final ModelConfig config;
    private final RopeSettings rope;
    private final int width;

    private RotaryReader(ModelConfig config, RopeSettings rope, int width) {
        this.config = config;
        this.rope = rope;
        this.width = width;
    }

    /// For heads of which the config rotates a share.
    static RotarySpec of(ModelConfig config, RopeSettings rope, int headDim) {
        int width = (int) (headDim * rope.partialRotaryFactor());
        if (width < 2 || width % 2 != 0 || width > headDim) {
            throw new ModelException("a rotated width of " + width + " does not fit heads of " + headDim,
                    "in " + config.file(), "correct head_dim or partial_rotary_factor");
        }
        return new RotaryReader(config, rope, width).spec();
    }

    /// How far a sequence may grow: dynamic scaling stretches the trained context, the others have it in the config.
    static int context(ModelConfig config, RopeSettings rope, int trained) {
        return rope.type().equals("dynamic")
                ? (int) (trained * new RotaryReader(config, rope, 2).parameter("factor"))
                : trained;
    }

    private RotarySpec spec() {
        if (!(rope.theta() > 1) || Double.isInfinite(rope.theta())) {
            throw ConfigReader.outside(config, "rope_theta", Double.toString(rope.theta()));
        }
        return switch (rope.type()) {
            case "default" -> scaled(frequency -> frequency);
            case "linear" -> {
                double factor = parameter("factor");
                yield scaled(frequency -> frequency / factor);
            }
            case "dynamic" -> RotarySpec.of(width, 1, new RotaryFrequencies.Dynamic(rope.theta(), width,
                    parameter("factor"), config.requiredInteger("max_position_embeddings")));
            case "llama3" -> scaled(llama3());
            case "longrope", "su" -> longrope();
            // Early Phi-3 files call their two tables yarn.
            case "yarn" -> rope.parameters().containsKey("short_factor") ? longrope() : yarn();
            default -> throw ConfigReader.unsupported(config, "rope_type", rope.type());
        };
    }

    private RotarySpec scaled(DoubleUnaryOperator scale) {
        return RotarySpec.of(width, 1, new RotaryFrequencies.Fixed(
                RotaryFrequencies.powers(rope.theta(), width).stream().map(scale::applyAsDouble).toList()));
    }

    /// Long waves are stretched by the factor, short ones stay, those between are mixed.
    private DoubleUnaryOperator llama3() {
        double factor = parameter("factor");
        double low = parameter("low_freq_factor");
        double high = parameter("high_freq_factor");
        double original = parameter(ORIGINAL);
        return frequency -> {
            double wavelength = 2 * Math.PI / frequency;
            if (wavelength < original / high) {
                return frequency;
            }
            if (wavelength > original / low) {
                return frequency / factor;
            }
            double share = (original / wavelength - low) / (high - low);
            return (1 - share) * frequency / factor + share * frequency;
        };
    }

    /// A ramp over the pairs, between those that turn often enough in the trained context and those that do not.
    private RotarySpec yarn() {
        double factor = parameter("factor");
        double original = optional(ORIGINAL).orElseGet(() -> config.requiredInteger("max_position_embeddings"));
        double low = pairTurning(optional("beta_fast").orElse(32), original);
        double high = pairTurning(optional("beta_slow").orElse(1), original);
        if (rope.parameter("truncate").orElse(1) == 1) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        double from = Math.max(low, 0);
        double to = Math.min(high, width - 1);
        double span = from == to ? 0.001 : to - from;
        List<Double> plain = RotaryFrequencies.powers(rope.theta(), width);
        List<Double> mixed = IntStream.range(0, plain.size()).mapToObj(pair -> {
            double ramp = Math.clamp((pair - from) / span, 0.0, 1.0);
            return plain.get(pair) / factor * ramp + plain.get(pair) * (1 - ramp);
        }).toList();
        return RotarySpec.of(width, yarnAttentionFactor(factor), new RotaryFrequencies.Fixed(mixed));
    }

    /// The pair that turns so many times within the trained context.
    private double pairTurning(double times, double original) {
        return width * Math.log(original / (2 * Math.PI * times)) / (2 * Math.log(rope.theta()));
    }

    private double yarnAttentionFactor(double factor) {
        OptionalDouble given = optional("attention_factor");
        double scale = rope.parameter("mscale").orElse(0);
        double overall = rope.parameter("mscale_all_dim").orElse(0);
        if (given.isPresent()) {
            return given.getAsDouble();
        }
        return scale != 0 && overall != 0
                ? attentionScale(factor, scale) / attentionScale(factor, overall)
                : attentionScale(factor, 1);
    }

    /// `0.1 x ln(factor) + 1`.
    static double attentionScale(double factor, double x) {
        return factor <= 1 ? 1 : 0.1 * x * Math.log(factor) + 1;
    }

    /// Two lists of divisors, for sequences within the trained context and beyond it.
    private RotarySpec longrope() {
        int original = (int) parameter(ORIGINAL);
        double stretch = config.has("max_position_embeddings")
                ? config.requiredInteger("max_position_embeddings") / (double) original
                : parameter("factor");
        double attention = optional("attention_factor")
                .orElseGet(() -> stretch <= 1 ? 1 : Math.sqrt(1 + Math.log(stretch) / Math.log(original)));
        return RotarySpec.of(width, attention,
                new RotaryFrequencies.TwoTables(divided("short_factor"), divided("long_factor"), original));
    }

    private List<Double> divided(String key) {
        List<Double> divisors = rope.parameters().getOrDefault(key, List.of());
        List<Double> plain = RotaryFrequencies.powers(rope.theta(), width);
        if (divisors.size() != plain.size()) {
            throw new ModelException(key + " has " + divisors.size() + " numbers for " + plain.size() + " pairs",
                    "in " + config.file(), "correct it as the model's authors publish it");
        }
        divisors.forEach(divisor -> ConfigReader.positive(config, key, divisor));
        return IntStream.range(0, plain.size()).mapToObj(pair -> plain.get(pair) / divisors.get(pair)).toList();
    }

    private double parameter(String name) {
        return optional(name).orElseThrow(() -> new ModelException(
                "rotary scaling '" + rope.type() + "' lacks " + name, "in " + config.file(), "add it to the config"));
    }

    private OptionalDouble optional(String name) {
        OptionalDouble value = rope.parameter(name);
        value.ifPresent(given -> ConfigReader.positive(config, name, given));
        return value;
    }
}
