package org.sextant.runtime.model;

import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.RelevanceRules.Heads;
import org.sextant.runtime.tensor.Ops;

/// Attention of one block, from what it reads of the residual stream to the output projection.
final class Attention {
    private final AttentionSpec spec;
    private final LayerSpec layerSpec;
    private final int dModel;
    private final int layer;
    private final HeadProjection projection;
    private final Optional<HeadNorms> headNorms;
    private final Optional<NDArray> sinks;
    private final Linear output;

    Attention(ModelSpec model, Weights weights, int layer) {
        this.spec = model.attention();
        this.layerSpec = model.blocks().get(layer);
        this.dModel = model.dModel();
        this.layer = layer;
        this.projection = HeadProjection.of(model, weights, layer);
        this.headNorms = spec.headNorm() == AttentionSpec.HeadNorm.NONE
                ? Optional.empty()
                : Optional.of(HeadNorms.of(model, weights, layer));
        this.sinks = spec.sinks()
                ? Optional.of(weights.require(Parameter.SINKS, layer).reshape(1, spec.heads(), 1, 1))
                : Optional.empty();
        this.output = Linear.of(weights, Parameter.OUTPUT_WEIGHT, Parameter.OUTPUT_BIAS, layer);
    }

    /// @param x `[B, T, d_model]`
    /// @return `[B, T, d_model]`, the site `attn.hook_out`
    NDArray apply(NDArray x, Pass pass) {
        Hooks hooks = pass.hooks();
        RelevanceRules rules = pass.rules();
        HeadProjection.Heads heads = projection.apply(x, rules);
        NDArray queries = hooks.at(SiteKind.Q, layer, matched(heads.queries(), rules));
        NDArray keys = hooks.at(SiteKind.K, layer, matched(heads.keys(), rules));
        NDArray values = clip(hooks.at(SiteKind.V, layer, heads.values()));
        NDArray normedQueries = clip(headNorms.map(norms -> norms.queries(queries, rules)).orElse(queries));
        NDArray normedKeys = clip(headNorms.map(norms -> norms.keys(keys, rules)).orElse(keys));
        NDArray turnedQueries = hooks.at(SiteKind.ROT_Q, layer, turn(normedQueries, pass));
        NDArray turnedKeys = hooks.at(SiteKind.ROT_K, layer, turn(normedKeys, pass));

        NDArray allKeys = headsFirst(turnedKeys);
        NDArray allValues = headsFirst(rules.attention() == Heads.SPLIT ? Ops.halved(values) : values);
        if (pass.cache().isPresent()) {
            allKeys = pass.cache().get().keys(layer, allKeys);
            allValues = pass.cache().get().values(layer, allValues);
        }
        NDArray scores = hooks.at(SiteKind.ATTN_SCORES, layer, scores(turnedQueries, allKeys, pass));
        NDArray pattern = hooks.at(SiteKind.PATTERN, layer, frozen(pattern(scores), rules));
        NDArray mixed = hooks.at(SiteKind.Z, layer, mix(pattern, allValues));
        return hooks.at(SiteKind.ATTN_PROJECTED, layer, project(mixed, hooks));
    }

    /// Queries or keys with what they pass on of the pattern's coefficient. Where that is nothing, what leads to them is
    /// not recorded at all.
    private static NDArray matched(NDArray heads, RelevanceRules rules) {
        return switch (rules.attention()) {
            case PLAIN -> heads;
            case FROZEN -> Ops.detached(heads);
            case SPLIT -> Ops.halved(Ops.halved(heads));
        };
    }

    private static NDArray frozen(NDArray pattern, RelevanceRules rules) {
        return rules.attention() == Heads.FROZEN ? Ops.detached(pattern) : pattern;
    }

    private NDArray clip(NDArray heads) {
        return spec.clip().isPresent()
                ? heads.clip(-spec.clip().getAsDouble(), spec.clip().getAsDouble())
                : heads;
    }

    private NDArray turn(NDArray heads, Pass pass) {
        return layerSpec.rotary().map(rotary -> pass.rotary().of(rotary).rotate(heads)).orElse(heads);
    }

    /// `[B, T, heads, d]` to `[B, heads, T, d]`.
    private static NDArray headsFirst(NDArray heads) {
        return heads.transpose(0, 2, 1, 3);
    }

    /// `[B, H, T, S]`. The queries that share a key-value head are stacked, so keys are never repeated.
    private NDArray scores(NDArray queries, NDArray keys, Pass pass) {
        long batch = queries.getShape().get(0);
        long length = queries.getShape().get(1);
        NDArray scaled = layerSpec.attentionScale() == 1 ? queries : Ops.times(queries, layerSpec.attentionScale());
        NDArray grouped = headsFirst(scaled).reshape(grouped(batch, length, spec.headDim()));
        NDArray raw = capped(grouped.matMul(keys.transpose(0, 1, 3, 2)), pass.rules())
                .reshape(batch, spec.heads(), length, keys.getShape().get(2));
        return pass.masks().of(layerSpec.window()).map(mask -> {
            NDArray masked = raw.add(mask);
            raw.close();
            return masked;
        }).orElse(raw);
    }

    private NDArray capped(NDArray scores, RelevanceRules rules) {
        return spec.scoreCap().isPresent()
                ? SoftCap.apply(scores, spec.scoreCap().getAsDouble(), rules)
                : scores;
    }

    /// `[B, H, T, S]`. A sink is one more score of each query, whose share goes nowhere.
    private NDArray pattern(NDArray scores) {
        if (sinks.isEmpty()) {
            return Ops.softmax(scores);
        }
        Shape shape = scores.getShape();
        NDArray sink = sinks.get().broadcast(new Shape(shape.get(0), shape.get(1), shape.get(2), 1));
        NDArray whole = Ops.softmax(NDArrays.concat(new NDList(scores, sink), 3));
        return Ops.lastAxis(whole, 0, shape.get(3));
    }

    /// `[B, T, H, width of a value]`.
    private NDArray mix(NDArray pattern, NDArray values) {
        long batch = pattern.getShape().get(0);
        long length = pattern.getShape().get(2);
        NDArray grouped = pattern.reshape(grouped(batch, length, pattern.getShape().get(3)));
        return grouped.matMul(values).reshape(batch, spec.heads(), length, spec.valueDim()).transpose(0, 2, 1, 3);
    }

    private Shape grouped(long batch, long length, long width) {
        return new Shape(batch, spec.kvHeads(), spec.heads() / spec.kvHeads() * length, width);
    }

    @SuppressWarnings("ReferenceEquality") // a hook that changes nothing hands back the very array
    private NDArray project(NDArray mixed, Hooks hooks) {
        Shape shape = mixed.getShape();
        if (hooks.wants(SiteKind.RESULT, layer)) {
            NDArray result = perHead(mixed);
            NDArray changed = hooks.at(SiteKind.RESULT, layer, result);
            if (changed != result) {
                NDArray sum = changed.sum(new int[]{2});
                return output.bias().map(sum::add).orElse(sum);
            }
        }
        return output.apply(mixed.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3)));
    }

    /// Each head's own contribution, `[B, T, H, d_model]`.
    private NDArray perHead(NDArray mixed) {
        Shape shape = mixed.getShape();
        long rows = shape.get(0) * shape.get(1);
        NDArray byHead = mixed.reshape(rows, spec.heads(), spec.valueDim()).transpose(1, 0, 2);
        try (NDArray split = output.weight().reshape(dModel, spec.heads(), spec.valueDim());
                NDArray weights = split.transpose(1, 2, 0)) {
            return byHead.matMul(weights).transpose(1, 0, 2).reshape(shape.get(0), shape.get(1), spec.heads(), dModel);
        }
    }
}
