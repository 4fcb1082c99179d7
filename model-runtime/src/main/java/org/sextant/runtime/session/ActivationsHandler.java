package org.sextant.runtime.session;

import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.lens.ActivationStatistics;
import org.sextant.runtime.lens.RowStatistic;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.steering.Positions;

/// A statistic of many sites at every position.
final class ActivationsHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    ActivationsHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    ActivationsResult answer(ActivationsRequest request, JobContext context) {
        int[] ids = model.prompts().runnable(request.prompt());
        List<Site> sites = sites(request.sitePattern());
        RowStatistic formula = StatisticFormulas.of(request.statistic());
        // Where layers are compared, one value of each kind waits for the next layer.
        Collection<Site> waiting = formula.comparesLayers()
                ? sites.stream().collect(Collectors.toMap(Site::kind, site -> site, (one, other) -> one)).values()
                : List.of();
        memory.require(Workload.pass(ids.length, 0).lookingAt(sites).holding(waiting));
        ActivationStatistics statistics = new ActivationStatistics(sites, formula);
        HookTable hooks = new HookTable();
        try (NDManager scope = model.transformer().newScope()) {
            model.steer(request.steering(), Positions.Window.whole(ids.length), scope, hooks);
            hooks.then(statistics.hooks());
            model.transformer().forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.NONE)
                    .untilBlock(SiteDepth.blocksFor(hooks.sites(), model.transformer().spec().layers()))
                    .progress(LoadedModel.between(context)), hooks);
        }
        hooks.requireAllFired();
        return new ActivationsResult(model.prompts().tokens(ids, 0), request.statistic(),
                statistics.rows().stream().map(ActivationsHandler::row).toList(),
                model.provenance(request.prompt(), ids, List.of(request.sitePattern()), request.steering(),
                        "statistic=" + request.statistic().label()));
    }

    private List<Site> sites(String pattern) {
        List<Site> sites = model.transformer().sites().match(pattern);
        if (sites.isEmpty()) {
            throw new SiteException("the pattern '" + pattern + "' fits no site", "in model " + model.card().name(),
                    "choose among its " + model.card().sites().size() + " sites, such as blocks.*.hook_resid_post");
        }
        return sites;
    }

    private static ActivationsResult.Row row(ActivationStatistics.Row row) {
        OptionalInt layer = row.site().layer() < 0 ? OptionalInt.empty() : OptionalInt.of(row.site().layer());
        float[] values = new float[row.values().size()];
        for (int position = 0; position < values.length; position++) {
            values[position] = row.values().get(position);
        }
        return new ActivationsResult.Row(row.site().name(), layer, row.head(),
                TensorValue.of(values, values.length));
    }
}
