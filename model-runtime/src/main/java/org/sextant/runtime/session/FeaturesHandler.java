package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.sae.SaeFeatures;

/// The active features of a prompt.
final class FeaturesHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    FeaturesHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    FeaturesResult answer(FeaturesRequest request, JobContext context) {
        int[] ids = model.prompts().runnable(request.prompt());
        SaeFeatures features = new SaeFeatures(model.saes().at(request.sae()), model.transformer());
        Site site = features.site();
        memory.require(Workload.pass(ids.length, 1).lookingAt(List.of(site)));
        try (NDManager scope = model.transformer().newScope()) {
            int blocks = SiteDepth.blocksFor(List.of(site), model.transformer().spec().layers());
            model.transformer().forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.NONE).untilBlock(blocks)
                    .progress(LoadedModel.between(context)), features.hooks());
        }
        return new FeaturesResult(model.prompts().tokens(ids, 0), active(features.values(), ids.length),
                model.provenance(request.prompt(), ids, List.of(site.name()), "sae=" + request.sae().path()));
    }

    private static List<FeaturesResult.Active> active(float[] values, int positions) {
        int width = values.length / positions;
        List<FeaturesResult.Active> active = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                active.add(new FeaturesResult.Active(i / width, i % width, values[i]));
            }
        }
        active.sort(Comparator.comparingInt(FeaturesResult.Active::position)
                .thenComparing(Comparator.comparingDouble(FeaturesResult.Active::activation).reversed()));
        return active;
    }
}
