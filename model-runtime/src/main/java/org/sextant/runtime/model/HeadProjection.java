package org.sextant.runtime.model;

import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.model.AttentionSpec.LatentSpec;
import org.sextant.runtime.tensor.Ops;

/// From the normed residual stream to queries, keys and values, as the family's weights are laid out.
sealed interface HeadProjection {
    /// @param x `[B, T, d_model]`
    Heads apply(NDArray x, RelevanceRules rules);

    /// @param queries `[B, T, H, d]`
    /// @param keys `[B, T, K, d]`
    /// @param values `[B, T, K, width of a value]`
    record Heads(NDArray queries, NDArray keys, NDArray values) {}

    static HeadProjection of(ModelSpec spec, Weights weights, int layer) {
        AttentionSpec attention = spec.attention();
        if (attention.latent().isPresent()) {
            return Latent.of(spec, attention.latent().get(), weights, layer);
        }
        return switch (attention.fused()) {
            case SEPARATE -> new Separate(attention,
                    Linear.of(weights, Parameter.QUERY_WEIGHT, Parameter.QUERY_BIAS, layer),
                    Linear.of(weights, Parameter.KEY_WEIGHT, Parameter.KEY_BIAS, layer),
                    Linear.of(weights, Parameter.VALUE_WEIGHT, Parameter.VALUE_BIAS, layer));
            case BY_KIND -> new ByKind(attention, Linear.of(weights, Parameter.QKV_WEIGHT, Parameter.QKV_BIAS, layer));
            case BY_HEAD -> new ByHead(attention, Linear.of(weights, Parameter.QKV_WEIGHT, Parameter.QKV_BIAS, layer));
        };
    }

    private static NDArray split(NDArray x, int heads, int width) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), heads, width);
    }

    /// Three projections of their own.
    record Separate(AttentionSpec spec, Linear query, Linear key, Linear value) implements HeadProjection {
        @Override
        public Heads apply(NDArray x, RelevanceRules rules) {
            return new Heads(split(query.apply(x), spec.heads(), spec.headDim()),
                    split(key.apply(x), spec.kvHeads(), spec.headDim()),
                    split(value.apply(x), spec.kvHeads(), spec.valueDim()));
        }
    }

    /// One projection: all queries, then all keys, then all values.
    record ByKind(AttentionSpec spec, Linear all) implements HeadProjection {
        @Override
        public Heads apply(NDArray x, RelevanceRules rules) {
            NDArray heads = split(all.apply(x), spec.heads() + 2 * spec.kvHeads(), spec.headDim());
            int keys = spec.heads();
            int values = keys + spec.kvHeads();
            return new Heads(Ops.slice(heads, 2, 0, keys), Ops.slice(heads, 2, keys, values),
                    Ops.slice(heads, 2, values, values + spec.kvHeads()));
        }
    }

    /// One projection, head by head: its query, its key, its value.
    record ByHead(AttentionSpec spec, Linear all) implements HeadProjection {
        @Override
        public Heads apply(NDArray x, RelevanceRules rules) {
            int width = spec.headDim();
            NDArray heads = split(all.apply(x), spec.heads(), 3 * width);
            return new Heads(Ops.lastAxis(heads, 0, width), Ops.lastAxis(heads, width, 2L * width),
                    Ops.lastAxis(heads, 2L * width, 3L * width));
        }
    }

    /// Multi-head latent attention: queries straight from the residual stream or through a narrow vector, keys and
    /// values through another, and a rotated part of the key that all heads share.
    record Latent(AttentionSpec spec, LatentSpec latent, Optional<Linear> queryDown, Optional<Norm> queryNorm,
            Linear query, Linear down, Norm norm, Linear up) implements HeadProjection {
        /// The norms of the narrow vectors have this eps, whatever the others have (METHODS.md 6.4.16).
        private static final double EPS = 1e-6;

        static Latent of(ModelSpec spec, LatentSpec latent, Weights weights, int layer) {
            NormSpec norms = NormSpec.rms(EPS);
            boolean narrow = latent.queryRank() > 0;
            return new Latent(spec.attention(), latent,
                    narrow ? Optional.of(plain(weights, Parameter.QUERY_DOWN_WEIGHT, layer)) : Optional.empty(),
                    narrow
                            ? Optional.of(Norm.unseen(norms, weights.require(Parameter.QUERY_DOWN_NORM, layer)))
                            : Optional.empty(),
                    plain(weights, narrow ? Parameter.QUERY_UP_WEIGHT : Parameter.QUERY_WEIGHT, layer),
                    plain(weights, Parameter.LATENT_DOWN_WEIGHT, layer),
                    Norm.unseen(norms, weights.require(Parameter.LATENT_NORM, layer)),
                    plain(weights, Parameter.LATENT_UP_WEIGHT, layer));
        }

        private static Linear plain(Weights weights, Parameter parameter, int layer) {
            return new Linear(weights.require(parameter, layer), null);
        }

        @Override
        public Heads apply(NDArray x, RelevanceRules rules) {
            NDArray narrow = queryDown.map(linear -> queryNorm.orElseThrow().apply(linear.apply(x), rules)).orElse(x);
            NDArray queries = split(query.apply(narrow), spec.heads(), spec.headDim());

            NDArray compressed = down.apply(x);
            long rank = latent.keyValueRank();
            NDArray raised = split(up.apply(norm.apply(Ops.lastAxis(compressed, 0, rank), rules)), spec.heads(),
                    latent.unrotated() + spec.valueDim());
            NDArray shared = split(Ops.lastAxis(compressed, rank, rank + latent.rotated()), 1, latent.rotated());
            Shape perHead = new Shape(x.getShape().get(0), x.getShape().get(1), spec.heads(), latent.rotated());
            NDArray keys = NDArrays.concat(
                    new NDList(Ops.lastAxis(raised, 0, latent.unrotated()), shared.broadcast(perHead)), 3);
            return new Heads(queries, keys,
                    Ops.lastAxis(raised, latent.unrotated(), (long) latent.unrotated() + spec.valueDim()));
        }
    }
}
