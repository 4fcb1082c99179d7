package org.sextant.runtime.bench;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.Weights;

/// Random weights of any shape, small enough that activations stay finite through many blocks.
final class RandomWeights implements Weights {
    private static final float SCALE = 0.02f;

    private final ModelSpec spec;
    private final NDManager manager;
    private final DataType type;
    private final Set<Parameter> present;
    private final List<Made> made = new ArrayList<>();

    /// One weight.
    ///
    /// @param expert the expert it belongs to, or [#NONE]
    record Made(Parameter parameter, int layer, int expert, NDArray array) {
        boolean isMatrix() {
            return array.getShape().dimension() == 2;
        }

        long bytes() {
            return array.size() * array.getDataType().getNumOfBytes();
        }
    }

    /// @param present the roles that the model has a weight for
    RandomWeights(ModelSpec spec, NDManager manager, DataType type, Set<Parameter> present) {
        this.spec = spec;
        this.manager = manager;
        this.type = type;
        this.present = EnumSet.copyOf(present);
    }

    @Override
    public Optional<NDArray> find(Parameter parameter, int layer, int expert) {
        if (!present.contains(parameter)) {
            return Optional.empty();
        }
        Shape shape = parameter.shape(spec);
        NDArray array = typed(shape.dimension() == 1
                ? manager.ones(shape)
                : manager.randomNormal(0, SCALE, shape, DataType.FLOAT32));
        made.add(new Made(parameter, layer, expert, array));
        return Optional.of(array);
    }

    private NDArray typed(NDArray wide) {
        if (type == DataType.FLOAT32) {
            return wide;
        }
        try (wide) {
            return wide.toType(type, true);
        }
    }

    /// Every weight made so far.
    List<Made> all() {
        return made;
    }

    /// The matrices that a forward pass multiplies by, rather than looks rows up in.
    List<Made> matrices() {
        return made.stream().filter(Made::isMatrix).filter(weight -> !isLookedUp(weight)).toList();
    }

    private boolean isLookedUp(Made weight) {
        return weight.parameter() == Parameter.POSITIONS
                || (weight.parameter() == Parameter.EMBEDDING && !spec.tied());
    }

    /// Size of all weights in bytes.
    long bytes() {
        return made.stream().mapToLong(Made::bytes).sum();
    }

    /// Bytes of weights that one decoded token reads: every matrix and vector, of the look-up tables next to nothing, of
    /// the experts those that are chosen.
    long bytesForOneToken() {
        double share = spec.experts().map(experts -> experts.chosen() / (double) experts.count()).orElse(1.0);
        return made.stream().filter(weight -> !isLookedUp(weight))
                .mapToLong(weight -> weight.expert() == NONE ? weight.bytes() : (long) (weight.bytes() * share)).sum();
    }
}
