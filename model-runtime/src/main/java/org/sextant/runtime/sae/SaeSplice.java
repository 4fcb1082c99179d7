package org.sextant.runtime.sae;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// An SAE in the forward pass of a model: what stands at its site is replaced by what the SAE gives for it.
public final class SaeSplice {
    private final Sae sae;
    private final Site in;
    private final Site out;
    private final int passedOver;

    /// What the value x of the site becomes.
    public sealed interface Replacement {
        /// x̂, what the SAE gives.
        record Reconstruction() implements Replacement {}

        /// `x̂ + (x − x̂)`, which changes nothing but lets features be changed beside the error that the SAE makes.
        record WithError() implements Replacement {}

        /// 0.
        record Zero() implements Replacement {}

        /// The same vector for every token.
        ///
        /// @param vector `[d_out]`
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Mean(float[] vector) implements Replacement {}
    }

    /// @param passedOver tokens at the start of each text that stay what they are
    /// @throws SaeException if the SAE's widths are not those of its sites in this model, or its output comes before its
    ///         input
    /// @throws org.sextant.runtime.SextantException if the model has no such site
    public SaeSplice(Sae sae, Transformer model, int passedOver) {
        this.sae = sae;
        this.in = model.sites().require(sae.spec().site());
        this.out = model.sites().require(sae.spec().target());
        this.passedOver = passedOver;
        requireOrder(in, out, model);
        requireWidth(in, sae.spec().dIn(), model);
        requireWidth(out, sae.spec().dOut(), model);
    }

    /// @throws SaeException if a forward pass comes to the output before the input
    static void requireOrder(Site in, Site out, Transformer model) {
        List<Site> order = model.sites().sites();
        if (order.indexOf(out) < order.indexOf(in)) {
            throw new SaeException("the output " + out + " comes before the input " + in,
                    "in the forward pass of the model", "choose an output that comes later");
        }
    }

    private static void requireWidth(Site site, int own, Transformer model) {
        if (own != SiteRows.width(site, model.spec())) {
            throw SiteRows.misfit(site, own, model);
        }
    }

    public Site in() {
        return in;
    }

    public Site out() {
        return out;
    }

    /// Hooks of one forward pass in which the value is replaced.
    public HookTable hooks(Replacement replacement) {
        HookTable hooks = new HookTable();
        Held input = new Held();
        boolean reads = replacement instanceof Replacement.Reconstruction
                || replacement instanceof Replacement.WithError;
        if (reads && !in.equals(out)) {
            hooks.observe(in, input::take);
        }
        return hooks.change(new Intervention(out, value -> replaced(value, replacement, input)));
    }

    /// The input of a transcoder, kept until the pass comes to its output.
    private static final class Held {
        private float[] values = new float[0];

        void take(NDArray value) {
            values = NativeMemory.floats(value);
        }
    }

    private NDArray replaced(NDArray value, Replacement replacement, Held input) {
        NDManager owner = value.getManager();
        try (NDManager scope = owner.newSubManager()) {
            NDArray own = value.reshape(value.getShape());
            own.attach(scope);
            NDArray rows = SiteRows.of(own);
            NDArray other = switch (replacement) {
                case Replacement.Reconstruction _ -> reconstructed(rows, input, scope);
                case Replacement.WithError _ -> {
                    NDArray given = reconstructed(rows, input, scope);
                    yield given.add(rows.sub(given));
                }
                case Replacement.Zero _ -> rows.zerosLike();
                case Replacement.Mean mean -> rows.zerosLike().add(scope.create(mean.vector()));
            };
            NDArray result = joined(own, SiteRows.like(other, own));
            result.attach(owner);
            return result;
        }
    }

    private NDArray reconstructed(NDArray rows, Held input, NDManager scope) {
        NDArray from = in.equals(out)
                ? rows
                : scope.create(input.values, new Shape(rows.getShape().get(0), sae.spec().dIn()));
        return sae.decode(sae.encode(from), from);
    }

    /// The first positions as they were, the others replaced.
    private NDArray joined(NDArray value, NDArray other) {
        long length = value.getShape().get(1);
        if (passedOver == 0 || passedOver >= length) {
            return passedOver == 0 ? other : value;
        }
        return NDArrays.concat(
                new NDList(Ops.slice(value, 1, 0, passedOver), Ops.slice(other, 1, passedOver, length)), 1);
    }
}
