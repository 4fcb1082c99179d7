package org.sextant.runtime.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.NativeMemory;

/// What an SAE makes of every position of a forward pass, read while it goes by.
public final class FeatureReading {
    private static final int[] LAST = {1};

    private final Sae sae;
    private final Site in;
    private final Site out;
    private float[] inputs = new float[0];
    private float[] targets = new float[0];

    /// @throws SaeException if the SAE does not fit the model
    /// @throws org.sextant.runtime.SextantException if the model has no such site
    public FeatureReading(Sae sae, Transformer model) {
        SaeSplice splice = new SaeSplice(sae, model, 0);
        this.sae = sae;
        this.in = splice.in();
        this.out = splice.out();
    }

    /// What it came to.
    ///
    /// @param features `[B·T, d_sae]`
    /// @param shares of each feature in `r = Σ fᵢ W_dec,i`, as `fᵢ W_dec,i · r / ‖r‖²`: those of a position sum to 1, and one
    ///        is negative where the feature works against the others; `[B·T, d_sae]`
    /// @param targetNorms ‖x‖ of what is to be given back, `[B·T]`
    /// @param errorNorms ‖x − x̂‖, `[B·T]`
    @SuppressWarnings("ArrayRecordComponent") // read once and never compared
    public record Result(float[] features, float[] shares, float[] targetNorms, float[] errorNorms) {}

    /// What is encoded.
    public Site in() {
        return in;
    }

    /// Where the output belongs.
    public Site out() {
        return out;
    }

    /// Hooks for one forward pass.
    public HookTable hooks() {
        HookTable hooks = new HookTable().observe(in, value -> inputs = NativeMemory.floats(value));
        return in.equals(out) ? hooks : hooks.observe(out, value -> targets = NativeMemory.floats(value));
    }

    /// Once the pass is over.
    ///
    /// @param scope for what is made on the way
    public Result result(NDManager scope) {
        NDArray x = scope.create(inputs, new Shape(inputs.length / sae.spec().dIn(), sae.spec().dIn()));
        NDArray y = in.equals(out)
                ? x
                : scope.create(targets, new Shape(targets.length / sae.spec().dOut(), sae.spec().dOut()));
        NDArray features = sae.encode(x);
        NDArray error = y.sub(sae.decode(features, x));
        return new Result(NativeMemory.floats(features), NativeMemory.floats(sae.shares(features)), norms(y),
                norms(error));
    }

    private static float[] norms(NDArray rows) {
        return NativeMemory.floats(rows.square().sum(LAST).sqrt());
    }
}
