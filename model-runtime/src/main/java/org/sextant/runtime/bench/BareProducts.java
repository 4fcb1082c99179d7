package org.sextant.runtime.bench;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.tensor.Ops;

/// The matrix products of a forward pass and nothing else: every projection with the model's own weights, scores and
/// mixed values of attention, the unembedding.
final class BareProducts {
    private record Product(NDArray input, NDArray weight) {}

    private final List<Product> projections = new ArrayList<>();
    private final NDArray queries;
    private final NDArray keys;
    private final NDArray pattern;
    private final int layers;

    /// @param weights the model's weights; its matrices `[out, in]` are each multiplied once
    /// @param positions the table that is looked up only
    /// @param tokens length of the pass
    BareProducts(ModelSpec spec, List<NDArray> weights, NDArray positions, NDManager manager, int tokens) {
        this.layers = spec.layers();
        for (NDArray weight : weights) {
            if (weight.getShape().dimension() == 2 && !weight.equals(positions)) {
                projections.add(
                        new Product(manager.randomNormal(new Shape(1, tokens, weight.getShape().get(1))), weight));
            }
        }
        queries = manager.randomNormal(new Shape(1, spec.heads(), tokens, spec.headDim()));
        keys = manager.randomNormal(new Shape(1, spec.heads(), spec.headDim(), tokens));
        pattern = manager.randomNormal(new Shape(1, spec.heads(), tokens, tokens));
    }

    void run() {
        for (Product product : projections) {
            Ops.linear(product.input(), product.weight(), null).close();
        }
        for (int layer = 0; layer < layers; layer++) {
            queries.matMul(keys).close();
            pattern.matMul(queries).close();
        }
    }
}
