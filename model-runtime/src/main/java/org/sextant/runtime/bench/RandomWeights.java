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

/// Random float32 weights of any shape, small enough that activations stay finite through many blocks.
final class RandomWeights implements Weights {
    private static final float SCALE = 0.02f;

    private final ModelSpec spec;
    private final NDManager manager;
    private final Set<Parameter> present;
    private final List<NDArray> made = new ArrayList<>();
    private final List<NDArray> multiplied = new ArrayList<>();

    /// @param present the roles that the model has a weight for
    RandomWeights(ModelSpec spec, NDManager manager, Set<Parameter> present) {
        this.spec = spec;
        this.manager = manager;
        this.present = EnumSet.copyOf(present);
    }

    @Override
    public Optional<NDArray> find(Parameter parameter, int layer, int expert) {
        if (!present.contains(parameter)) {
            return Optional.empty();
        }
        Shape shape = parameter.shape(spec);
        NDArray array = shape.dimension() == 1
                ? manager.ones(shape)
                : manager.randomNormal(0, SCALE, shape, DataType.FLOAT32);
        made.add(array);
        boolean lookedUp = parameter == Parameter.POSITIONS || (parameter == Parameter.EMBEDDING && !spec.tied());
        if (shape.dimension() == 2 && !lookedUp) {
            multiplied.add(array);
        }
        return Optional.of(array);
    }

    /// Every weight made so far.
    List<NDArray> arrays() {
        return made;
    }

    /// The matrices that a forward pass multiplies by, rather than looks rows up in.
    List<NDArray> matrices() {
        return multiplied;
    }

    /// Size of all weights in bytes.
    long bytes() {
        return bytes(made);
    }

    /// Bytes of weights that one decoded token reads: every matrix and vector, of the look-up tables next to nothing.
    long bytesForOneToken() {
        return bytes(multiplied)
                + bytes(made.stream().filter(array -> array.getShape().dimension() == 1).toList());
    }

    private static long bytes(List<NDArray> arrays) {
        return arrays.stream().mapToLong(array -> array.size() * Float.BYTES).sum();
    }
}
