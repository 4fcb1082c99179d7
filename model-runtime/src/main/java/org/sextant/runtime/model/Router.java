package org.sextant.runtime.model;

import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Chooses experts for each token and weighs them (METHODS.md 3.1), in float32 at least. Which experts are chosen is
/// decided outside the engine, so that equal scores always go to the lower number.
final class Router {
    private final RouterFormula formula;
    private final int chosen;
    private final int layer;
    private final NDArray weight;
    private final Optional<NDArray> bias;
    private final Optional<NDArray> correction;
    private final TopExperts top;

    Router(ExpertSpec experts, Weights weights, int layer) {
        this.formula = new RouterFormula(experts.router());
        this.chosen = experts.chosen();
        this.layer = layer;
        this.weight = weights.require(Parameter.ROUTER_WEIGHT, layer);
        this.bias = weights.find(Parameter.ROUTER_BIAS, layer);
        this.correction = weights.find(Parameter.ROUTER_CORRECTION, layer);
        this.top = new TopExperts(experts.router(), experts.count(), chosen);
    }

    /// The experts of each token.
    ///
    /// @param experts `[B, T, k]` int64, best first
    /// @param weights `[B, T, k]`, in the type of the model
    record Routing(NDArray experts, NDArray weights) {}

    /// @param x `[B, T, d_model]`
    Routing route(NDArray x, Hooks hooks) {
        NDArray logits = hooks.at(SiteKind.ROUTER_LOGITS, layer,
                Ops.linear(wide(x), wide(weight), bias.map(Router::wide).orElse(null)));
        NDArray scores = formula.scores(logits);
        NDArray choosing = correction.map(added -> scores.add(wide(added))).orElse(scores);
        Shape shape = logits.getShape();
        long[] best = top.choose(hooks.wants(SiteKind.ROUTER_LOGITS, layer)
                ? withoutExcluded(choosing, logits)
                : NativeMemory.floats(choosing));
        NDArray experts = Ops.lasting(
                x.getManager().create(best, new Shape(shape.get(0), shape.get(1), chosen)));
        experts = hooks.at(SiteKind.EXPERT_INDICES, layer, experts);
        experts = experts.getDataType() == DataType.INT64 ? experts : experts.toType(DataType.INT64, false);
        NDArray weights = hooks.at(SiteKind.EXPERT_WEIGHTS, layer, formula.weights(scores, experts));
        return new Routing(experts, weights.getDataType() == x.getDataType()
                ? weights
                : weights.toType(x.getDataType(), false));
    }

    /// Scores to choose by, without the experts that a hook gave a logit of −∞: a sigmoid and its correction would make a
    /// number of that again.
    private static float[] withoutExcluded(NDArray choosing, NDArray logits) {
        float[] scores = NativeMemory.floats(choosing);
        float[] raw = NativeMemory.floats(logits);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = raw[i] == Float.NEGATIVE_INFINITY ? Float.NEGATIVE_INFINITY : scores[i];
        }
        return scores;
    }

    private static NDArray wide(NDArray x) {
        return x.getDataType() == DataType.FLOAT16 ? x.toType(DataType.FLOAT32, false) : x;
    }
}
