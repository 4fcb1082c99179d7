package org.sextant.runtime.sae;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.tensor.Ops;

/// Moves features of an SAE at its place in a model, beside the error that the SAE makes:
/// `x + Σ (cᵢ + sᵢ fᵢ(x)) W_dec,i`. With a slope s of −1 a feature is held at c, with 0 it is moved by c, and with c = 0 it
/// becomes s + 1 times what it is (METHODS.md 4.8). All are measured on the same x.
public final class FeatureShift {
    private final Sae sae;
    private final Site site;
    private final NDManager scope;

    /// What becomes of one feature.
    ///
    /// @param feature from 0
    /// @param amount c
    /// @param slope s
    /// @param mask `[T]` 1 at the positions that are changed
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Target(int feature, double amount, double slope, float[] mask) {
        /// Held at a value.
        public static Target held(int feature, double value, float[] mask) {
            return new Target(feature, value, -1, mask);
        }

        /// Moved by an amount.
        public static Target moved(int feature, double amount, float[] mask) {
            return new Target(feature, amount, 0, mask);
        }

        /// Multiplied.
        public static Target scaled(int feature, double factor, float[] mask) {
            return new Target(feature, 0, factor - 1, mask);
        }

        private boolean isMeasured() {
            return slope != 0;
        }
    }

    /// @param site where the value comes from
    /// @param scope lives as long as the pass
    /// @throws SaeException if the SAE's output belongs elsewhere
    public FeatureShift(Sae sae, Site site, NDManager scope) {
        if (!site.name().equals(sae.spec().target())) {
            throw new SaeException("the SAE's output belongs at " + sae.spec().target(), "in the edit at " + site,
                    "make the edit there, or choose an SAE of this site");
        }
        this.sae = sae;
        this.site = site;
        this.scope = scope;
    }

    /// @param x `[B, T, …]`
    /// @throws SaeException if the SAE has no such feature, is of another width, or holds a feature of a transcoder
    public NDArray apply(NDArray x, List<Target> targets) {
        NDArray rows = SiteRows.of(x);
        if (rows.getShape().get(1) != sae.spec().dOut()) {
            throw new SaeException("the SAE is made for vectors of " + sae.spec().dOut() + " numbers and the model has "
                    + rows.getShape().get(1), "at " + site, "choose an SAE that was trained on this model");
        }
        targets.forEach(this::require);
        int[] features = targets.stream().mapToInt(Target::feature).toArray();
        int count = features.length;
        int tokens = Math.toIntExact(rows.getShape().get(0));
        float[] amounts = new float[tokens * count];
        float[] slopes = new float[tokens * count];
        for (int i = 0; i < amounts.length; i++) {
            Target target = targets.get(i % count);
            float mask = target.mask()[i / count % target.mask().length];
            amounts[i] = mask * (float) target.amount();
            slopes[i] = mask * (float) target.slope();
        }
        NDArray moves = scope.create(amounts, new Shape(tokens, count));
        if (targets.stream().anyMatch(Target::isMeasured)) {
            NDArray active = columns(sae.encode(rows), features);
            moves = moves.add(active.mul(scope.create(slopes, new Shape(tokens, count))));
        }
        return SiteRows.like(rows.add(sae.contribution(moves, features, rows)), x);
    }

    /// @param values `[N, d_sae]`
    private NDArray columns(NDArray values, int[] columns) {
        return Ops.rows(scope.create(Arrays.stream(columns).asLongStream().toArray()), values.transpose()).transpose();
    }

    private void require(Target target) {
        if (target.feature() >= sae.spec().dSae()) {
            throw new SaeException("there is no feature " + target.feature() + " among " + sae.spec().dSae(),
                    "in the edit at " + site, "choose one from 0 to " + (sae.spec().dSae() - 1));
        }
        if (target.isMeasured() && sae.spec().transcoder()) {
            throw new SaeException("the features of a transcoder are read elsewhere than they are written",
                    "in the edit at " + site, "add to the feature instead");
        }
    }
}
