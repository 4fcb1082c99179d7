package org.sextant.runtime.steering;

import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteCatalog;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.hook.SiteKind.Axes;

/// Turns a plan into hooks of one forward pass.
public final class PlanHooks {
    private final NDManager scope;
    private final DataType type;
    private final int width;

    /// @param scope lives as long as the pass
    /// @param type that the model computes in
    /// @param width its d_model
    public PlanHooks(NDManager scope, DataType type, int width) {
        this.scope = scope;
        this.type = type;
        this.width = width;
    }

    /// Adds the interventions of a plan. An edit that is neutral, or that changes none of the positions, adds none.
    ///
    /// @param sites of the model
    /// @throws SteeringException if a vector has another width than the model
    /// @throws SiteException if the model lacks a site
    public void add(SteeringPlan plan, SiteCatalog sites, Positions.Window window, HookTable hooks) {
        for (Edit edit : plan.edits()) {
            Site site = site(edit, sites);
            if (edit.vector().size() != width) {
                throw new SteeringException("the vector has " + edit.vector().size() + " numbers and the model's "
                        + "d_model is " + width, "in the edit at " + edit.site(),
                        "use a vector that was derived from a model of this width");
            }
            float[] mask = mask(edit.positions(), window);
            if (!edit.isNeutral() && holdsSome(mask)) {
                hooks.change(new Intervention(site, masked(change(edit), mask)));
            }
        }
    }

    /// The place of an edit.
    ///
    /// @throws SteeringException if it is not in the residual stream
    /// @throws SiteException if the model lacks it
    public static Site site(Edit edit, SiteCatalog sites) {
        Site site = sites.require(edit.site());
        if (site.kind().axes() != Axes.RESIDUAL) {
            throw new SteeringException("a vector cannot be added at " + site.name(), "in an edit",
                    "choose a site of the residual stream, such as blocks.2.hook_resid_post");
        }
        return site;
    }

    private static float[] mask(Positions positions, Positions.Window window) {
        float[] mask = new float[window.end() - window.start()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = positions.holds(window.start() + i, window) ? 1 : 0;
        }
        return mask;
    }

    private static boolean holdsSome(float[] mask) {
        for (float held : mask) {
            if (held > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsAll(float[] mask) {
        for (float held : mask) {
            if (held == 0) {
                return false;
            }
        }
        return true;
    }

    private UnaryOperator<NDArray> masked(UnaryOperator<NDArray> change, float[] mask) {
        if (holdsAll(mask)) {
            return change;
        }
        NDArray held = array(mask, new Shape(1, mask.length, 1));
        return x -> x.add(change.apply(x).sub(x).mul(held));
    }

    private UnaryOperator<NDArray> change(Edit edit) {
        float[] numbers = edit.numbers();
        double norm = SteeringVector.norm(numbers);
        double c = edit.coefficient();
        return switch (edit.operation()) {
            case ADD -> {
                NDArray step = vector(numbers, c);
                yield x -> x.add(step);
            }
            case ADD_NORMALISED -> {
                NDArray step = vector(numbers, c);
                yield x -> {
                    NDArray moved = x.add(step);
                    return moved.mul(length(x).div(length(moved)));
                };
            }
            case ABLATE -> {
                NDArray unit = vector(numbers, 1 / norm);
                yield x -> x.sub(along(x, unit).mul(c).mul(unit));
            }
            case AFFINE -> {
                float[] mean = Edit.numbers(edit.negativeMean().orElseThrow());
                double place = dot(mean, numbers) / norm;
                NDArray unit = vector(numbers, 1 / norm);
                NDArray to = vector(numbers, place / norm + c);
                yield x -> x.sub(along(x, unit).mul(unit)).add(to);
            }
        };
    }

    /// `x · v̂` of each position, `[B, T, 1]`.
    private static NDArray along(NDArray x, NDArray unit) {
        return x.mul(unit).sum(new int[]{-1}, true);
    }

    private static NDArray length(NDArray x) {
        return x.square().sum(new int[]{-1}, true).sqrt();
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    private NDArray vector(float[] numbers, double factor) {
        float[] scaled = new float[numbers.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (factor * numbers[i]);
        }
        return array(scaled, new Shape(1, 1, scaled.length));
    }

    private NDArray array(float[] values, Shape shape) {
        NDArray array = scope.create(values, shape);
        return type == DataType.FLOAT32 ? array : array.toType(type, false);
    }
}
