package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.lens.Extremes;
import org.sextant.runtime.lens.VectorStatistics;
import org.sextant.runtime.sae.Sae;
import org.sextant.runtime.sae.SaeException;
import org.sextant.runtime.tensor.NativeMemory;

/// What a feature is by its weights.
final class FeaturePageHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    FeaturePageHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    FeaturePage answer(FeaturePageRequest request) {
        memory.require(Workload.pass(1, 1));
        Sae sae = model.saes().at(request.sae());
        int features = sae.spec().dSae();
        if (request.feature() < 0 || request.feature() >= features) {
            throw new SaeException("there is no feature " + request.feature(),
                    "in " + request.sae().path() + ", which has " + features + ", counted from 0",
                    "choose 0 to " + (features - 1));
        }
        int top = Math.max(0, request.top());
        Site target = model.transformer().sites().require(sae.spec().target());
        try (NDManager scope = model.transformer().newScope()) {
            float[] direction = sae.direction(request.feature());
            float[] cosines = sae.cosines(request.feature(), scope);
            Optional<String> without = target.kind().axes() == SiteKind.Axes.RESIDUAL
                    ? Optional.empty()
                    : Optional.of("What " + target
                            + " holds is no part of the residual stream, so no logits belong to it.");
            float[] effects = without.isPresent() ? new float[0] : effects(direction, scope);
            return new FeaturePage(request.feature(), VectorStatistics.norm(direction),
                    tokens(effects, Extremes.largest(effects, top)),
                    tokens(effects, Extremes.smallest(effects, top)), without,
                    neighbours(request.feature(), cosines, top),
                    model.provenance("", sae.spec().sites(), "sae=" + request.sae().path(),
                            "feature=" + request.feature()));
        }
    }

    private float[] effects(float[] direction, NDManager scope) {
        NDArray row = scope.create(direction, new Shape(1, direction.length)).toType(model.transformer().type(), false);
        float[] effects = NativeMemory.floats(model.transformer().directEffect(row));
        double mean = 0;
        for (float effect : effects) {
            mean += (double) effect / effects.length;
        }
        for (int i = 0; i < effects.length; i++) {
            effects[i] -= (float) mean;
        }
        return effects;
    }

    private List<FeaturePage.TokenEffect> tokens(float[] effects, int[] ids) {
        List<FeaturePage.TokenEffect> tokens = new ArrayList<>();
        for (int id : ids) {
            tokens.add(new FeaturePage.TokenEffect(id, model.prompts().text(id), effects[id]));
        }
        return tokens;
    }

    /// The feature itself, which is nearest, is left out.
    private static List<FeaturePage.Neighbour> neighbours(int feature, float[] cosines, int top) {
        List<FeaturePage.Neighbour> neighbours = new ArrayList<>();
        for (int other : Extremes.largest(cosines, top + 1)) {
            if (other != feature && neighbours.size() < top) {
                neighbours.add(new FeaturePage.Neighbour(other, cosines[other]));
            }
        }
        return neighbours;
    }
}
