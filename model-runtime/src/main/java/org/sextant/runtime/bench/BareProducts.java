package org.sextant.runtime.bench;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.model.AttentionSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.Weights;
import org.sextant.runtime.tensor.Ops;

/// The matrix products of a forward pass and nothing else: every projection with the model's own weights, of the experts
/// those that are chosen with the tokens that they get, scores and mixed values of attention, the unembedding.
final class BareProducts {
    private record Product(NDArray input, NDArray weight) {}

    private final List<Product> projections = new ArrayList<>();
    private final NDArray queries;
    private final NDArray keys;
    private final NDArray pattern;
    private final NDArray values;
    private final int layers;

    /// @param tokens length of the pass
    /// @param unembedded positions that get logits
    /// @param load which experts get how many tokens
    BareProducts(ModelSpec spec, RandomWeights weights, NDManager manager, int tokens, int unembedded,
            ExpertLoad load) {
        layers = spec.layers();
        for (RandomWeights.Made matrix : weights.matrices()) {
            long rows = rows(spec, matrix, tokens, unembedded, load);
            if (rows > 0) {
                NDArray weight = matrix.array();
                projections.add(new Product(random(manager, weight.getDataType(), 1, rows, weight.getShape().get(1)),
                        weight));
            }
        }
        DataType type = weights.all().getFirst().array().getDataType();
        AttentionSpec attention = spec.attention();
        int kvHeads = attention.kvHeads();
        long stacked = (long) attention.heads() / kvHeads * tokens;
        queries = random(manager, type, 1, kvHeads, stacked, attention.headDim());
        keys = random(manager, type, 1, kvHeads, attention.headDim(), tokens);
        pattern = random(manager, type, 1, kvHeads, stacked, tokens);
        values = random(manager, type, 1, kvHeads, tokens, attention.valueDim());
    }

    private static NDArray random(NDManager manager, DataType type, long... shape) {
        return manager.randomNormal(0, 1, new Shape(shape), DataType.FLOAT32).toType(type, false);
    }

    private static long rows(ModelSpec spec, RandomWeights.Made matrix, int tokens, int unembedded, ExpertLoad load) {
        Parameter unembedding = spec.tied() ? Parameter.EMBEDDING : Parameter.UNEMBEDDING;
        if (matrix.expert() != Weights.NONE) {
            return load.tokens(matrix.layer(), matrix.expert());
        }
        return matrix.parameter() == unembedding ? unembedded : tokens;
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
