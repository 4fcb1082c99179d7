package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.sextant.runtime.lens.TokenDistribution;
import org.sextant.runtime.steering.LogProbabilities;
import org.sextant.runtime.steering.SteeredPass;

/// The next token as a plan makes it, from the first changed block on.
final class SteerHandler {
    private static final double NANOS_PER_MILLI = 1e6;

    private final LoadedModel model;
    private final WorkingMemory memory;
    private final SteeredPass passes;

    SteerHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
        this.passes = new SteeredPass(model.transformer(), model.saes()::ofEdit);
    }

    SteerResult answer(SteerRequest request, JobContext context) {
        int[] ids = model.prompts().runnable(request.prompt());
        memory.require(Workload.pass(ids.length, 1));
        long begun = System.nanoTime();
        SteeredPass.Logits logits = passes.logits(ids, request.steering(), LoadedModel.between(context));
        return result(request, ids, logits.steered(), logits.plain(), logits.firstBlock(),
                (System.nanoTime() - begun) / NANOS_PER_MILLI);
    }

    private SteerResult result(SteerRequest request, int[] ids, float[] steered, float[] unsteered, int start,
            double millis) {
        LogProbabilities now = LogProbabilities.of(steered);
        LogProbabilities before = LogProbabilities.of(unsteered);
        Set<Integer> shown = new LinkedHashSet<>(top(steered, request.top()));
        shown.addAll(top(unsteered, request.top()));
        List<SteerResult.Shift> shifts = new ArrayList<>();
        for (int id : shown) {
            shifts.add(new SteerResult.Shift(id, model.prompts().text(id), (float) now.probability(id),
                    steered[id], (float) before.probability(id), unsteered[id]));
        }
        shifts.sort(SteerResult.Shift.ORDER);
        return new SteerResult(model.prompts().tokens(ids, 0), shifts, now.divergenceFrom(before), now.entropy(), start,
                millis,
                model.provenance(request.prompt(), ids, List.of(), request.steering(), "top=" + request.top()));
    }

    private static List<Integer> top(float[] logits, int count) {
        return TokenDistribution.of(logits, 0, logits.length, Math.max(0, count)).top().stream()
                .map(TokenDistribution.Candidate::id).toList();
    }
}
