package org.sextant.runtime.sae;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Loss and gradients of one batch in closed form: five matrix products, and no tape. With `pre = x_c W_encᵀ + b`,
/// `f = pre ⊙ m` for a mask m of zeros and ones, `e = f W_dec + b_dec − y` and `L = mean e²` over N rows and d columns:
///
/// `G = 2e / (N d)`, `∂W_dec = fᵀ G`, `∂f = G W_decᵀ`, `∂pre = ∂f ⊙ m`, `∂W_enc = ∂preᵀ x_c`, `∂b = Σ ∂pre`, and
/// `∂b_dec = Σ G − (Σ ∂pre) W_enc` where `x_c = x − b_dec`.
final class SaeGradients {
    private static final int[] OVER_ROWS = {0};
    private static final int[] LAST = {1};

    private final SaeMethod method;
    private final boolean centred;
    private final Map<SaeWeight, NDArray> weights;
    private final NDManager scope;
    private final FeatureRule rule;

    /// @param centred whether b_dec is taken from the input
    /// @param scope owns everything that is made here
    SaeGradients(SaeMethod method, boolean centred, Map<SaeWeight, NDArray> weights, NDManager scope) {
        this.method = method;
        this.centred = centred;
        this.weights = weights;
        this.scope = scope;
        this.rule = new FeatureRule(scope);
    }

    /// What a batch says.
    ///
    /// @param loss of everything together
    /// @param gradients one a weight, on the scope
    /// @param firings `[d_sae]` rows in which each feature is active
    /// @param smallest of the features that stay, for batch top-k
    @SuppressWarnings("ArrayRecordComponent") // made for one step and never compared
    record Result(double loss, Map<SaeWeight, NDArray> gradients, float[] firings, OptionalDouble smallest) {}

    /// @param inputs `[N, d_in]` on the scope
    /// @param targets `[N, d_out]` on the scope
    /// @param revived dead features that learn what is left over
    Result of(NDArray inputs, NDArray targets, Optional<Revived> revived) {
        NDArray x = centred ? inputs.sub(weight(SaeWeight.DECODER_BIAS)) : inputs;
        NDArray pre = Ops.linear(x, weight(SaeWeight.ENCODER), weights.get(SaeWeight.ENCODER_BIAS));
        NDArray mask = mask(pre, x);
        NDArray features = pre.mul(mask);
        NDArray error = Ops.linear(features, turned(weight(SaeWeight.DECODER)), weight(SaeWeight.DECODER_BIAS))
                .sub(targets);
        float[] firings = NativeMemory.floats(mask.sum(OVER_ROWS));
        NDArray slope = error.mul(2.0 / error.size());
        NDArray featureSlope = Ops.linear(slope, weight(SaeWeight.DECODER), null);
        Map<SaeWeight, NDArray> gradients = new EnumMap<>(SaeWeight.class);
        double penalty = switch (method) {
            case SaeMethod.TopAfa afa -> normPenalty(afa, features, inputs, featureSlope);
            case SaeMethod.JumpRelu jump -> sparsityPenalty(jump, pre, featureSlope, firings, gradients);
            case SaeMethod.TopK _,SaeMethod.BatchTopK _ -> 0;
        };
        through(x, features, slope, featureSlope.muli(mask), gradients);
        double revival = revived.isPresent() ? revive(revived.get(), x, error, gradients) : 0;
        OptionalDouble smallest = method instanceof SaeMethod.BatchTopK
                ? OptionalDouble.of(rule.smallestOfAll())
                : OptionalDouble.empty();
        return new Result(meanSquare(error) + penalty + revival, gradients, firings, smallest);
    }

    /// The gradients of the reconstruction.
    private void through(NDArray x, NDArray features, NDArray slope, NDArray preSlope,
            Map<SaeWeight, NDArray> gradients) {
        NDArray biasSlope = preSlope.sum(OVER_ROWS);
        gradients.put(SaeWeight.DECODER, turned(features).matMul(slope));
        gradients.put(SaeWeight.ENCODER, turned(preSlope).matMul(x));
        gradients.put(SaeWeight.DECODER_BIAS, slope.sum(OVER_ROWS));
        throughCentring(gradients, biasSlope, weight(SaeWeight.ENCODER));
        if (weights.containsKey(SaeWeight.ENCODER_BIAS)) {
            gradients.put(SaeWeight.ENCODER_BIAS, biasSlope);
        }
    }

    /// Dead features that take part, and how.
    ///
    /// @param features their numbers
    /// @param count of them that a row may use
    /// @param weight of the loss
    @SuppressWarnings("ArrayRecordComponent") // made for one step and never compared
    record Revived(int[] features, int count, double weight) {}

    private NDArray mask(NDArray pre, NDArray x) {
        return switch (method) {
            case SaeMethod.TopK topK -> rule.largestOfRows(pre, topK.k());
            case SaeMethod.BatchTopK batch -> rule.largestOfAll(pre, batch.k());
            case SaeMethod.JumpRelu _ -> rule.above(pre, own(weight(SaeWeight.LOG_THRESHOLD)).exp());
            case SaeMethod.TopAfa _ ->
                rule.reachingNorms(Ops.relu(pre).square(), x.square().sum(LAST, true).sqrt());
        };
    }

    /// `λ mean (‖a‖ − ‖x‖)²`, whose slope `2λ (‖a‖ − ‖x‖) / (N ‖a‖) · a` is added to that of the features.
    private static double normPenalty(SaeMethod.TopAfa afa, NDArray features, NDArray inputs, NDArray featureSlope) {
        NDArray norms = features.square().sum(LAST, true).sqrt();
        NDArray excess = norms.sub(inputs.square().sum(LAST, true).sqrt());
        double factor = 2 * afa.lambda() / norms.size();
        featureSlope.addi(features.mul(excess.div(norms.maximum(Float.MIN_NORMAL)).mul(factor)));
        return afa.lambda() * meanSquare(excess);
    }

    /// The penalty on L0 and the slopes of the thresholds θ = exp(log θ) through the box K of width ε:
    /// `∂θ = −(1/ε) Σ K((pre − θ)/ε) · (θ ∂f + ∂L/∂L0 / N)`.
    private double sparsityPenalty(SaeMethod.JumpRelu jump, NDArray pre, NDArray featureSlope, float[] firings,
            Map<SaeWeight, NDArray> gradients) {
        double rows = pre.getShape().get(0);
        double active = 0;
        for (float firing : firings) {
            active += firing;
        }
        double l0 = active / rows;
        boolean aimed = jump.target().isPresent();
        double target = jump.target().orElse(1);
        double penalty = jump.sparsity() * (aimed ? Math.pow(l0 / target - 1, 2) : l0);
        double slope = jump.sparsity() * (aimed ? 2 * (l0 / target - 1) / target : 1);
        NDArray threshold = own(weight(SaeWeight.LOG_THRESHOLD)).exp();
        NDArray box = pre.sub(threshold).abs().lt(jump.bandwidth() / 2).toType(DataType.FLOAT32, false);
        NDArray each = featureSlope.mul(threshold).add(slope / rows).mul(box).sum(OVER_ROWS);
        gradients.put(SaeWeight.LOG_THRESHOLD, each.mul(threshold).mul(-1 / jump.bandwidth()));
        return penalty;
    }

    /// Dead features are to give what the others leave over, `mean (f_dead W_dead + e)²`, with e taken as given. Where
    /// they are fewer than may take part their loss counts less, so that a few do not learn noise.
    private double revive(Revived revived, NDArray x, NDArray error, Map<SaeWeight, NDArray> gradients) {
        int dead = revived.features().length;
        double weight = revived.weight() * Math.min(1, (double) dead / revived.count());
        NDArray which = scope.create(longs(revived.features()));
        NDArray encoder = rows(which, weight(SaeWeight.ENCODER));
        NDArray decoder = rows(which, weight(SaeWeight.DECODER));
        NDArray pre = Ops.linear(x, encoder, revivedBias(which));
        NDArray mask = rule.largestOfRows(pre, revived.count());
        NDArray features = pre.mul(mask);
        NDArray rest = Ops.linear(features, turned(decoder), null).add(error);
        NDArray slope = rest.mul(2 * weight / rest.size());
        NDArray preSlope = Ops.linear(slope, decoder, null).muli(mask);
        NDArray biasSlope = preSlope.sum(OVER_ROWS);
        add(gradients, SaeWeight.DECODER, revived.features(), turned(features).matMul(slope));
        add(gradients, SaeWeight.ENCODER, revived.features(), turned(preSlope).matMul(x));
        if (weights.containsKey(SaeWeight.ENCODER_BIAS)) {
            add(gradients, SaeWeight.ENCODER_BIAS, revived.features(), biasSlope);
        }
        throughCentring(gradients, biasSlope, encoder);
        return weight * meanSquare(rest);
    }

    private @Nullable NDArray revivedBias(NDArray which) {
        NDArray bias = weights.get(SaeWeight.ENCODER_BIAS);
        return bias == null ? null : rows(which, own(bias).reshape(-1, 1)).reshape(-1);
    }

    /// Adds slopes to some rows of a gradient.
    private void add(Map<SaeWeight, NDArray> gradients, SaeWeight weight, int[] rows, NDArray slopes) {
        NDArray whole = gradient(gradients, weight);
        int width = (int) (slopes.size() / rows.length);
        long[] places = new long[rows.length * width];
        for (int i = 0; i < places.length; i++) {
            places[i] = rows[i / width];
        }
        Shape shape = slopes.getShape();
        whole.addi(scope.zeros(whole.getShape()).scatter(scope.create(places, shape), slopes, 0));
    }

    private void throughCentring(Map<SaeWeight, NDArray> gradients, NDArray biasSlope, NDArray encoder) {
        if (centred) {
            gradient(gradients, SaeWeight.DECODER_BIAS).subi(biasSlope.reshape(1, -1).matMul(encoder).reshape(-1));
        }
    }

    private static NDArray gradient(Map<SaeWeight, NDArray> gradients, SaeWeight weight) {
        NDArray gradient = gradients.get(weight);
        if (gradient == null) {
            throw new IllegalStateException("there is no gradient of " + weight + " yet");
        }
        return gradient;
    }

    private static double meanSquare(NDArray values) {
        return NativeMemory.floats(values.square().mean())[0];
    }

    private NDArray weight(SaeWeight weight) {
        NDArray array = weights.get(weight);
        if (array == null) {
            throw new IllegalStateException(method + " learns no " + weight);
        }
        return array;
    }

    private NDArray rows(NDArray which, NDArray table) {
        NDArray rows = Ops.rows(which, table);
        rows.attach(scope);
        return rows;
    }

    private NDArray own(NDArray value) {
        NDArray view = value.reshape(value.getShape());
        view.attach(scope);
        return view;
    }

    private NDArray turned(NDArray matrix) {
        NDArray turned = matrix.transpose();
        turned.attach(scope);
        return turned;
    }

    private static long[] longs(int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
