package org.sextant.runtime.sae;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// A sparse autoencoder or transcoder in the engine, in float32 (METHODS.md 2.2). Not thread-safe: the thread that owns
/// the model owns it too.
public final class Sae implements AutoCloseable {
    private static final int[] LAST = {1};

    private final SaeSpec spec;
    private final NDManager manager;
    private final Map<SaeTensor, NDArray> tensors = new EnumMap<>(SaeTensor.class);
    private final NDArray decoderNorms;
    private final String hash;

    /// @param manager its tensors' own; closed with it
    public Sae(SaeData data, NDManager manager) {
        this.spec = data.spec();
        this.manager = manager;
        for (SaeTensor tensor : spec.tensors()) {
            tensors.put(tensor, manager.create(data.stored(tensor), shape(tensor)));
        }
        decoderNorms = manager.create(data.decoderNorms());
        hash = data.hash();
    }

    private Shape shape(SaeTensor tensor) {
        int[] sizes = tensor.shape(spec);
        return sizes.length == 1 ? new Shape(sizes[0]) : new Shape(sizes[0], sizes[1]);
    }

    public SaeSpec spec() {
        return spec;
    }

    /// SHA-256 of its kind and its numbers, in hexadecimal.
    public String hash() {
        return hash;
    }

    /// The features of some inputs.
    ///
    /// @param inputs `[N, d_in]` float32
    /// @return `[N, d_sae]`, on the manager of the inputs
    public NDArray encode(NDArray inputs) {
        NDManager owner = inputs.getManager();
        try (NDManager scope = owner.newSubManager()) {
            NDArray features = features(normalized(view(inputs, scope)), scope);
            features.attach(owner);
            return features;
        }
    }

    /// What features stand for: `f W_dec + b_dec`, with what was done to the inputs undone.
    ///
    /// @param features `[N, d_sae]` float32
    /// @param inputs `[N, d_in]` that they were encoded from: norms and what is passed on come from there
    /// @return `[N, d_out]`, on the manager of the features
    public NDArray decode(NDArray features, NDArray inputs) {
        NDManager owner = features.getManager();
        try (NDManager scope = owner.newSubManager(); NDManager other = inputs.getManager().newSubManager()) {
            NDArray own = view(features, scope);
            NDArray raw = ranksByNorm() ? own.div(decoderNorms) : own;
            NDArray decoded = Ops.linear(raw, turned(SaeTensor.W_DEC, scope), tensors.get(SaeTensor.B_DEC));
            NDArray given = view(inputs, other);
            if (spec.skip()) {
                decoded = decoded.add(Ops.linear(given, tensor(SaeTensor.W_SKIP), null));
            }
            NDArray whole = spec.transcoder() ? decoded : denormalized(decoded, given);
            NDArray result = whole.reshape(whole.getShape());
            result.attach(owner);
            return result;
        }
    }

    /// What each feature has in `r = Σ fᵢ W_dec,i`: `fᵢ W_dec,i · r / ‖r‖²`, which sums to 1 over the features of a token, or
    /// 0 where none is active.
    ///
    /// @param features `[N, d_sae]`
    /// @return `[N, d_sae]`, on the manager of the features
    NDArray shares(NDArray features) {
        NDManager owner = features.getManager();
        try (NDManager scope = owner.newSubManager()) {
            NDArray own = view(features, scope);
            NDArray raw = ranksByNorm() ? own.div(decoderNorms) : own;
            NDArray together = Ops.linear(raw, turned(SaeTensor.W_DEC, scope), null);
            NDArray squares = together.square().sum(LAST, true).maximum(Float.MIN_NORMAL);
            NDArray shares = raw.mul(Ops.linear(together, tensor(SaeTensor.W_DEC), null)).div(squares);
            shares.attach(owner);
            return shares;
        }
    }

    /// A decoder row, the direction of a feature.
    ///
    /// @return `[d_out]`
    public float[] direction(int feature) {
        try (NDArray row = Ops.slice(tensor(SaeTensor.W_DEC), 0, feature, feature + 1L)) {
            return NativeMemory.floats(row);
        }
    }

    /// The cosine of a decoder row and each of all.
    ///
    /// @param scope for what is made on the way
    /// @return `[d_sae]`
    public float[] cosines(int feature, NDManager scope) {
        NDArray row = Ops.slice(tensor(SaeTensor.W_DEC), 0, feature, feature + 1L);
        row.attach(scope);
        float[] products = NativeMemory.floats(Ops.linear(row, tensor(SaeTensor.W_DEC), null));
        float[] norms = NativeMemory.floats(decoderNorms);
        for (int i = 0; i < products.length; i++) {
            double length = (double) norms[i] * norms[feature];
            products[i] = length == 0 ? 0 : (float) (products[i] / length);
        }
        return products;
    }

    /// How something that depends on the output depends on the features: `∂/∂f` of `g · x̂(f)`, with the inputs' norms
    /// held.
    ///
    /// @param gradient g, at the output, `[N, d_out]`
    /// @param inputs `[N, d_in]` that the features were encoded from
    /// @return `[N, d_sae]`, on the manager of the gradient
    public NDArray pullBack(NDArray gradient, NDArray inputs) {
        NDManager owner = gradient.getManager();
        try (NDManager scope = owner.newSubManager(); NDManager other = inputs.getManager().newSubManager()) {
            NDArray own = view(gradient, scope);
            NDArray scaled = spec.transcoder() ? own : rescaled(own, view(inputs, other));
            NDArray raw = Ops.linear(scaled, tensor(SaeTensor.W_DEC), null);
            NDArray features = ranksByNorm() ? raw.div(decoderNorms) : raw;
            NDArray result = features.reshape(features.getShape());
            result.attach(owner);
            return result;
        }
    }

    /// What a change of some features changes in the output: `Δf W_dec`, in the scale of the output.
    ///
    /// @param moves `[N, k]` how far each feature is moved
    /// @param features `[k]` which
    /// @param inputs `[N, d_in]` that the features were encoded from
    /// @return `[N, d_out]`, on the manager of the moves
    public NDArray contribution(NDArray moves, int[] features, NDArray inputs) {
        NDManager owner = moves.getManager();
        try (NDManager scope = owner.newSubManager(); NDManager other = inputs.getManager().newSubManager()) {
            NDArray ids = scope.create(Arrays.stream(features).asLongStream().toArray());
            NDArray own = view(moves, scope);
            NDArray raw = ranksByNorm() ? own.div(chosen(decoderNorms, ids, scope)) : own;
            NDArray directions = Ops.rows(ids, tensor(SaeTensor.W_DEC));
            NDArray decoded = Ops.linear(raw, directions.transpose(), null);
            NDArray result = spec.transcoder() ? decoded : rescaled(decoded, view(inputs, other));
            result.attach(owner);
            return result;
        }
    }

    private static NDArray chosen(NDArray values, NDArray ids, NDManager scope) {
        NDArray column = values.reshape(-1, 1);
        column.attach(scope);
        return Ops.rows(ids, column).reshape(1, -1);
    }

    private NDArray features(NDArray x, NDManager scope) {
        NDArray centred = spec.centred() ? x.sub(tensor(SaeTensor.B_DEC)) : x;
        FeatureRule rule = new FeatureRule(scope);
        return switch (spec.activation()) {
            case SaeActivation.Relu _ -> Ops.relu(encoded(centred, SaeTensor.B_ENC, scope));
            case SaeActivation.JumpRelu _ -> {
                NDArray pre = encoded(centred, SaeTensor.B_ENC, scope);
                yield Ops.relu(pre).mul(rule.above(pre, tensor(SaeTensor.THRESHOLD)));
            }
            case SaeActivation.TopK topK -> {
                NDArray pre = encoded(centred, SaeTensor.B_ENC, scope);
                NDArray ranked = topK.rescaled() ? pre.mul(decoderNorms) : pre;
                yield rule.keptOfRows(ranked, topK.k());
            }
            case SaeActivation.SignedTopK topK -> {
                NDArray pre = encoded(centred, SaeTensor.B_ENC, scope);
                yield pre.mul(rule.largestOfRows(pre.abs(), topK.k()));
            }
            case SaeActivation.GroupMax groups -> {
                NDArray pre = encoded(centred, SaeTensor.B_ENC, scope);
                yield pre.mul(rule.largestOfGroups(pre, groups.k()));
            }
            case SaeActivation.Identity _ -> encoded(centred, SaeTensor.B_ENC, scope);
            case SaeActivation.TopAfa _ -> {
                NDArray kept = Ops.relu(Ops.linear(centred, turned(SaeTensor.W_ENC, scope), null));
                NDArray norms = centred.square().sum(LAST, true).sqrt();
                yield kept.mul(rule.reachingNorms(kept.mul(decoderNorms).square(), norms));
            }
            case SaeActivation.Gated _ -> {
                NDArray products = Ops.linear(centred, turned(SaeTensor.W_ENC, scope), null);
                NDArray open = rule.above(products.add(tensor(SaeTensor.B_GATE)), scope.zeros(new Shape(1)));
                NDArray gain = view(tensor(SaeTensor.R_MAG), scope).exp();
                yield Ops.relu(products.mul(gain).add(tensor(SaeTensor.B_MAG))).mul(open);
            }
        };
    }

    private NDArray encoded(NDArray x, SaeTensor bias, NDManager scope) {
        return Ops.linear(x, turned(SaeTensor.W_ENC, scope), tensor(bias));
    }

    private NDArray normalized(NDArray x) {
        return switch (spec.normalization()) {
            case NONE -> x;
            case CONSTANT_NORM -> x.div(norms(x)).mul(Math.sqrt(spec.dIn()));
            case LAYER_NORM -> x.sub(mean(x)).div(deviation(x).add(1e-5));
        };
    }

    private NDArray denormalized(NDArray decoded, NDArray x) {
        NDArray scaled = rescaled(decoded, x);
        return spec.normalization() == InputNormalization.LAYER_NORM ? scaled.add(mean(x)) : scaled;
    }

    private NDArray rescaled(NDArray decoded, NDArray x) {
        return switch (spec.normalization()) {
            case NONE -> decoded;
            case CONSTANT_NORM -> decoded.mul(norms(x)).div(Math.sqrt(spec.dIn()));
            case LAYER_NORM -> decoded.mul(deviation(x));
        };
    }

    private static NDArray norms(NDArray x) {
        return x.square().sum(LAST, true).sqrt();
    }

    private static NDArray mean(NDArray x) {
        return x.mean(LAST, true);
    }

    /// σ with n − 1.
    private static NDArray deviation(NDArray x) {
        return x.sub(mean(x)).square().sum(LAST, true).div(x.getShape().get(1) - 1).sqrt();
    }

    private boolean ranksByNorm() {
        return spec.activation() instanceof SaeActivation.TopK topK && topK.rescaled();
    }

    /// A decoder row, the direction of a feature, with its norm.
    ///
    /// @return `‖W_dec,i‖`, `[d_sae]`; it stays the SAE's
    NDArray decoderNorms() {
        return decoderNorms;
    }

    /// `[d_out]`; it stays the SAE's.
    NDArray decoderBias() {
        return tensor(SaeTensor.B_DEC);
    }

    private NDArray turned(SaeTensor matrix, NDManager scope) {
        NDArray turned = tensor(matrix).transpose();
        turned.attach(scope);
        return turned;
    }

    private NDArray tensor(SaeTensor tensor) {
        NDArray array = tensors.get(tensor);
        if (array == null) {
            throw new IllegalArgumentException("an SAE with " + spec.activation() + " has no " + tensor);
        }
        return array;
    }

    /// The same values under a handle that dies with its scope, as does everything made from it.
    private static NDArray view(NDArray value, NDManager scope) {
        NDArray view = value.reshape(value.getShape());
        view.attach(scope);
        return view;
    }

    @Override
    public void close() {
        manager.close();
    }
}
