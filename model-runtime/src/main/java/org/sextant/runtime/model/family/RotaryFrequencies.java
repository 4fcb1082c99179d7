package org.sextant.runtime.model.family;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.checkpoint.RopeSettings;
import org.sextant.runtime.model.PositionSpec;
import org.sextant.runtime.model.RotarySpec;

/// Inverse frequencies of rotary embeddings (METHODS.md 6.1): `f_i = θ^(−2i/r)` for i < r/2, then scaled as the config
/// says.
final class RotaryFrequencies {
    private RotaryFrequencies() {}

    static PositionSpec.Rotary of(ModelConfig config, RopeSettings rope, int headDim) {
        int width = (int) (headDim * rope.partialRotaryFactor());
        if (width < 2 || width % 2 != 0 || width > headDim) {
            throw new ModelException("a rotated width of " + width + " does not fit heads of " + headDim,
                    "in " + config.file(), "correct head_dim or partial_rotary_factor");
        }
        DoubleUnaryOperator scale = scaling(config, rope);
        return new PositionSpec.Rotary(new RotarySpec(IntStream.range(0, width / 2)
                .mapToObj(i -> scale.applyAsDouble(Math.pow(rope.theta(), -2.0 * i / width))).toList(), 1));
    }

    private static DoubleUnaryOperator scaling(ModelConfig config, RopeSettings rope) {
        return switch (rope.type()) {
            case "default" -> frequency -> frequency;
            case "linear" -> {
                double factor = parameter(config, rope, "factor");
                yield frequency -> frequency / factor;
            }
            case "llama3" -> llama3(config, rope);
            default -> throw ConfigReader.unsupported(config, "rope_type", rope.type());
        };
    }

    /// Long waves are stretched by the factor, short ones stay, those between are mixed.
    private static DoubleUnaryOperator llama3(ModelConfig config, RopeSettings rope) {
        double factor = parameter(config, rope, "factor");
        double low = parameter(config, rope, "low_freq_factor");
        double high = parameter(config, rope, "high_freq_factor");
        double original = parameter(config, rope, "original_max_position_embeddings");
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

    private static double parameter(ModelConfig config, RopeSettings rope, String name) {
        return rope.parameter(name).orElseThrow(() -> new ModelException(
                "rotary scaling '" + rope.type() + "' lacks " + name, "in " + config.file(), "add it to the config"));
    }
}
