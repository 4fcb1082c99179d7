package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.lens.LogitLens;
import org.sextant.runtime.lens.TokenDistribution;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.steering.Positions;

/// The logit lens of every layer and position.
final class LensHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    LensHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    LensResult answer(LensRequest request, JobContext context) {
        int[] ids = model.prompts().runnable(request.prompt());
        long atOnce = LogitLens.positionsAtOnce(model.transformer().spec().vocabSize());
        memory.require(Workload.pass(ids.length, Math.min(atOnce, ids.length)));
        LogitLens lens = new LogitLens(model.transformer(), Math.max(0, request.top()), context::checkCancelled);
        HookTable hooks = new HookTable();
        try (NDManager scope = model.transformer().newScope()) {
            model.steer(request.steering(), Positions.Window.whole(ids.length), scope, hooks);
            hooks.then(lens.hooks());
            model.transformer().forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.NONE)
                    .progress(LoadedModel.between(context)), hooks);
        }
        hooks.requireAllFired();
        List<LensResult.Row> rows = new ArrayList<>();
        for (LogitLens.Row row : lens.rows()) {
            rows.add(new LensResult.Row(rows.size(), row.site().name(),
                    row.positions().stream().map(this::cell).toList()));
        }
        return new LensResult(model.prompts().tokens(ids, 0), rows,
                model.provenance(request.prompt(), ids, rows.stream().map(LensResult.Row::site).toList(),
                        request.steering(), "top=" + request.top()));
    }

    private LensResult.Cell cell(TokenDistribution distribution) {
        return new LensResult.Cell((float) distribution.entropy(), model.predictions(distribution.top()));
    }
}
