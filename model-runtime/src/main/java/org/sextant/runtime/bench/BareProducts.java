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
    private final NDArray values;
    private final int layers;

    /// @param matrices the model's matrices `[out, in]` that a forward pass multiplies, each once
    /// @param tokens length of the pass
    BareProducts(ModelSpec spec, List<NDArray> matrices, NDManager manager, int tokens) {
        layers = spec.layers();
        for (NDArray matrix : matrices) {
            projections.add(new Product(manager.randomNormal(new Shape(1, tokens, matrix.getShape().get(1))), matrix));
        }
        int share = spec.heads() / spec.kvHeads();
        queries = manager.randomNormal(new Shape(1, spec.kvHeads(), (long) share * tokens, spec.headDim()));
        keys = manager.randomNormal(new Shape(1, spec.kvHeads(), spec.headDim(), tokens));
        pattern = manager.randomNormal(new Shape(1, spec.kvHeads(), (long) share * tokens, tokens));
        values = manager.randomNormal(new Shape(1, spec.kvHeads(), tokens, spec.headDim()));
    }

    void run() {
        for (Product product : projections) {
            Ops.linear(product.input(), product.weight(), null).close();
        }
        for (int layer = 0; layer < layers; layer++) {
            queries.matMul(keys).close();
            pattern.matMul(values).close();
        }
    }
}
