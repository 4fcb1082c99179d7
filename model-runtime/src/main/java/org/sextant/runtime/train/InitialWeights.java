package org.sextant.runtime.train;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.checkpoint.TensorEntry;
import org.sextant.runtime.checkpoint.WeightFiles;
import org.sextant.runtime.checkpoint.Widening;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.family.Blueprint;

/// The values that weights have before the first step.
@FunctionalInterface
public interface InitialWeights {
    /// @return the weight row-major in the shape of its role
    float[] of(ModelSpec spec, Blueprint.Slot slot);

    /// Matrices normal with a spread, those that write into the residual stream smaller by √(2L) so that it keeps its
    /// size through L blocks (Radford et al. 2019, section 2.3); norms one, biases zero. Each weight has a generator of
    /// its own, so that none depends on the order in which they are made.
    static InitialWeights random(long seed, double spread) {
        return (spec, slot) -> {
            float[] values = new float[Math.toIntExact(slot.parameter().shape(spec).size())];
            RandomGenerator random = new SplittableRandom(seed * 1_000_003 + slot.name().hashCode());
            double own = spread / (writesResidual(slot.parameter()) ? Math.sqrt(2.0 * spec.layers()) : 1);
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (kind(slot.parameter())) {
                    case ONES -> 1;
                    case ZEROS -> 0;
                    case NORMAL -> (float) (own * random.nextGaussian());
                };
            }
            return values;
        };
    }

    /// The weights of a model that is trained further.
    ///
    /// @param files of a model with the same config, open until the training has begun
    /// @return values, or a [TrainException] where a tensor has another size
    static InitialWeights of(WeightFiles files) {
        return (spec, slot) -> {
            TensorEntry entry = files.entry(slot.name());
            Shape shape = slot.parameter().shape(spec);
            float[] stored = Widening.floats(files.bytes(slot.name()), entry.type());
            if (stored.length != shape.size()) {
                throw new TrainException("the tensor " + slot.name() + " has " + stored.length + " numbers, not "
                        + shape.size(), "in " + entry.file(), "train further from a model of the same config");
            }
            return slot.transposed() ? turned(stored, (int) shape.get(0)) : stored;
        };
    }

    /// @param stored a matrix `[in, out]`
    /// @return the matrix `[out, in]`
    private static float[] turned(float[] stored, int out) {
        float[] values = new float[stored.length];
        int in = stored.length / out;
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                values[o * in + i] = stored[i * out + o];
            }
        }
        return values;
    }

    /// What a role begins as.
    enum Kind {
        /// A norm's weight.
        ONES,
        /// A bias.
        ZEROS,
        /// A matrix.
        NORMAL
    }

    private static Kind kind(Parameter parameter) {
        String name = parameter.name();
        if (name.endsWith("_BIAS") || parameter == Parameter.ROUTER_CORRECTION || parameter == Parameter.SINKS) {
            return Kind.ZEROS;
        }
        return name.contains("NORM") ? Kind.ONES : Kind.NORMAL;
    }

    private static boolean writesResidual(Parameter parameter) {
        return switch (parameter) {
            case OUTPUT_WEIGHT, DOWN_WEIGHT, EXPERT_DOWN_WEIGHT, SHARED_DOWN_WEIGHT -> true;
            default -> false;
        };
    }
}
