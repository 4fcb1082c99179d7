package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/// The norms that queries and keys pass before they turn, where a family has them.
final class HeadNorms {
    private final boolean together;
    private final Norm query;
    private final Norm key;

    private HeadNorms(boolean together, Norm query, Norm key) {
        this.together = together;
        this.query = query;
        this.key = key;
    }

    /// @param spec of a model that has such norms
    static HeadNorms of(ModelSpec spec, Weights weights, int layer) {
        return new HeadNorms(spec.attention().headNorm() == AttentionSpec.HeadNorm.ALL_HEADS,
                Norm.unseen(spec.norm(), weights.require(Parameter.QUERY_NORM_WEIGHT, layer)),
                Norm.unseen(spec.norm(), weights.require(Parameter.KEY_NORM_WEIGHT, layer)));
    }

    /// @param queries `[B, T, H, d]`
    NDArray queries(NDArray queries) {
        return apply(query, queries);
    }

    /// @param keys `[B, T, K, d]`
    NDArray keys(NDArray keys) {
        return apply(key, keys);
    }

    private NDArray apply(Norm norm, NDArray heads) {
        if (!together) {
            return norm.apply(heads);
        }
        Shape shape = heads.getShape();
        return norm.apply(heads.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3))).reshape(shape);
    }
}
