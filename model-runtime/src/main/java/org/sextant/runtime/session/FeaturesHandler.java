package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.sae.FeatureReading;
import org.sextant.runtime.steering.Positions;

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
        FeatureReading reading = new FeatureReading(model.saes().at(request.sae()), model.transformer());
        List<Site> sites = List.of(reading.in(), reading.out());
        memory.require(Workload.pass(ids.length, 1).lookingAt(sites));
        HookTable hooks = new HookTable();
        FeatureReading.Result read;
        try (NDManager scope = model.transformer().newScope()) {
            model.steer(request.steering(), Positions.Window.whole(ids.length), scope, hooks);
            hooks.then(reading.hooks());
            model.transformer().forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.NONE)
                    .untilBlock(SiteDepth.blocksFor(hooks.sites(), model.transformer().spec().layers()))
                    .progress(LoadedModel.between(context)), hooks);
            read = reading.result(scope);
        }
        hooks.requireAllFired();
        return new FeaturesResult(model.prompts().tokens(ids, 0), active(read, ids.length), fits(read),
                model.provenance(request.prompt(), ids, sites.stream().distinct().map(Site::name).toList(),
                        request.steering(), "sae=" + request.sae().path()));
    }

    private static List<FeaturesResult.Active> active(FeatureReading.Result read, int positions) {
        float[] values = read.features();
        int width = values.length / positions;
        List<FeaturesResult.Active> active = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                active.add(new FeaturesResult.Active(i / width, i % width, values[i], read.shares()[i]));
            }
        }
        active.sort(Comparator.comparingInt(FeaturesResult.Active::position)
                .thenComparing(Comparator.comparingDouble(FeaturesResult.Active::activation).reversed()));
        return active;
    }

    private static List<FeaturesResult.Fit> fits(FeatureReading.Result read) {
        List<FeaturesResult.Fit> fits = new ArrayList<>();
        for (int position = 0; position < read.errorNorms().length; position++) {
            fits.add(new FeaturesResult.Fit(read.targetNorms()[position], read.errorNorms()[position]));
        }
        return fits;
    }
}
