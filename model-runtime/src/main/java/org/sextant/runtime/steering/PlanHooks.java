package org.sextant.runtime.steering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.routing.ExpertHooks;
import org.sextant.runtime.sae.FeatureShift;
import org.sextant.runtime.sae.Sae;

/// Turns a plan into hooks of one forward pass.
public final class PlanHooks {
    private final NDManager scope;
    private final DataType type;
    private final ModelShape shape;
    private final Saes saes;

    /// Gives the SAEs that features belong to.
    @FunctionalInterface
    public interface Saes {
        /// @param sae its folder or file
        /// @param site of the edit, for an SAE whose files name none
        /// @return it, for as long as the pass; whoever gives it closes it
        Sae at(Path sae, Site site);
    }

    /// @param scope lives as long as the pass
    /// @param type that the model computes in
    public PlanHooks(NDManager scope, DataType type, ModelShape shape, Saes saes) {
        this.scope = scope;
        this.type = type;
        this.shape = shape;
        this.saes = saes;
    }

    private static FeatureShift.Target target(FeatureEdit edit, float[] mask) {
        return switch (edit.operation()) {
            case CLAMP_FEATURE -> FeatureShift.Target.held(edit.feature(), edit.amount(), mask);
            case SCALE_FEATURE -> FeatureShift.Target.scaled(edit.feature(), edit.amount(), mask);
            default -> FeatureShift.Target.moved(edit.feature(), edit.amount(), mask);
        };
    }

    /// Adds the interventions of a plan. An edit that is neutral, or that changes none of the positions, adds none.
    ///
    /// @throws SteeringException if an edit does not fit the model
    /// @throws SiteException if the model lacks a site
    public void add(SteeringPlan plan, Positions.Window window, HookTable hooks) {
        Map<Place, List<FeatureShift.Target>> features = new LinkedHashMap<>();
        for (Edit edit : plan.edits()) {
            Site site = shape.require(edit);
            float[] mask = edit.positions().mask(window);
            if (edit.isNeutral() || !holdsSome(mask)) {
                continue;
            }
            switch (edit) {
                case VectorEdit vector ->
                    hooks.change(new Intervention(site, new VectorChange(vector, mask, scope, type)));
                case HeadEdit head -> hooks.change(new Intervention(site, x -> scaled(x, head, mask)));
                case ZeroEdit _ -> hooks.change(new Intervention(site, x -> emptied(x, mask)));
                case FeatureEdit feature -> features.computeIfAbsent(new Place(site, feature.sae()), place -> {
                    List<FeatureShift.Target> targets = new ArrayList<>();
                    FeatureShift shift = new FeatureShift(saes.at(place.sae(), site), site, scope);
                    hooks.change(new Intervention(site, x -> shift.apply(x, targets)));
                    return targets;
                }).add(target(feature, mask));
            }
        }
        shape.require(plan.experts());
        shape.experts().ifPresent(choice -> new ExpertHooks(scope, choice).add(plan.experts(), hooks));
    }

    private record Place(Site site, Path sae) {}

    private static boolean holdsSome(float[] mask) {
        for (float held : mask) {
            if (held > 0) {
                return true;
            }
        }
        return false;
    }

    /// @param x `[B, T, H, …]`
    private NDArray scaled(NDArray x, HeadEdit edit, float[] mask) {
        int heads = Math.toIntExact(x.getShape().get(2));
        float[] factors = new float[mask.length * heads];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = i % heads == edit.head() && mask[i / heads] > 0 ? (float) edit.gain() : 1;
        }
        return x.mul(array(factors, new Shape(1, mask.length, heads, 1)));
    }

    /// @param x `[B, T, …]`
    private NDArray emptied(NDArray x, float[] mask) {
        long[] sizes = new long[x.getShape().dimension()];
        Arrays.fill(sizes, 1);
        sizes[1] = mask.length;
        // A product with 0 would keep what is not finite.
        return NDArrays.where(array(mask, new Shape(sizes)).gt(0).broadcast(x.getShape()), x.zerosLike(), x);
    }

    private NDArray array(float[] values, Shape shape) {
        NDArray array = scope.create(values, shape);
        return type == DataType.FLOAT32 ? array : array.toType(type, false);
    }
}
