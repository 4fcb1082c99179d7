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
    NDArray queries(NDArray queries, RelevanceRules rules) {
        return apply(query, queries, rules);
    }

    /// @param keys `[B, T, K, d]`
    NDArray keys(NDArray keys, RelevanceRules rules) {
        return apply(key, keys, rules);
    }

    private NDArray apply(Norm norm, NDArray heads, RelevanceRules rules) {
        if (!together) {
            return norm.apply(heads, rules);
        }
        Shape shape = heads.getShape();
        return norm.apply(heads.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3)), rules)
                .reshape(shape);
    }
}
