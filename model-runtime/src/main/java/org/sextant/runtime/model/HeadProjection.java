package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

import org.sextant.runtime.tensor.Ops;

/// From the normed residual stream to queries, keys and values, as the family's weights are laid out.
sealed interface HeadProjection {
    /// @param x `[B, T, d_model]`
    Heads apply(NDArray x);

    /// @param queries `[B, T, H, d]`
    /// @param keys `[B, T, K, d]`
    /// @param values `[B, T, K, d]`
    record Heads(NDArray queries, NDArray keys, NDArray values) {}

    static HeadProjection of(ModelSpec spec, Weights weights, int layer) {
        return switch (spec.fusedHeads()) {
            case SEPARATE -> new Separate(spec,
                    Linear.of(weights, Parameter.QUERY_WEIGHT, Parameter.QUERY_BIAS, layer),
                    Linear.of(weights, Parameter.KEY_WEIGHT, Parameter.KEY_BIAS, layer),
                    Linear.of(weights, Parameter.VALUE_WEIGHT, Parameter.VALUE_BIAS, layer));
            case BY_KIND -> new ByKind(spec, Linear.of(weights, Parameter.QKV_WEIGHT, Parameter.QKV_BIAS, layer));
            case BY_HEAD -> new ByHead(spec, Linear.of(weights, Parameter.QKV_WEIGHT, Parameter.QKV_BIAS, layer));
        };
    }

    private static NDArray split(NDArray x, int heads, int width) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), heads, width);
    }

    /// Three projections of their own.
    record Separate(ModelSpec spec, Linear query, Linear key, Linear value) implements HeadProjection {
        @Override
        public Heads apply(NDArray x) {
            return new Heads(split(query.apply(x), spec.heads(), spec.headDim()),
                    split(key.apply(x), spec.kvHeads(), spec.headDim()),
                    split(value.apply(x), spec.kvHeads(), spec.headDim()));
        }
    }

    /// One projection: all queries, then all keys, then all values.
    record ByKind(ModelSpec spec, Linear all) implements HeadProjection {
        @Override
        public Heads apply(NDArray x) {
            NDArray heads = split(all.apply(x), spec.heads() + 2 * spec.kvHeads(), spec.headDim());
            int keys = spec.heads();
            int values = keys + spec.kvHeads();
            return new Heads(Ops.slice(heads, 2, 0, keys), Ops.slice(heads, 2, keys, values),
                    Ops.slice(heads, 2, values, values + spec.kvHeads()));
        }
    }

    /// One projection, head by head: its query, its key, its value.
    record ByHead(ModelSpec spec, Linear all) implements HeadProjection {
        @Override
        public Heads apply(NDArray x) {
            int width = spec.headDim();
            NDArray heads = split(all.apply(x), spec.heads(), 3 * width);
            return new Heads(Ops.lastAxis(heads, 0, width), Ops.lastAxis(heads, width, 2L * width),
                    Ops.lastAxis(heads, 2L * width, 3L * width));
        }
    }
}
