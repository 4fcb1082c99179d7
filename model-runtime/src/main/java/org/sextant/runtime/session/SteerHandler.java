package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.lens.TokenDistribution;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.tensor.NativeMemory;

/// The next token as a plan makes it, from the first changed block on.
final class SteerHandler {
    private static final double NANOS_PER_MILLI = 1e6;

    private final LoadedModel model;
    private final PlainPass plain;

    SteerHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.plain = new PlainPass(model, memory);
    }

    SteerResult answer(SteerRequest request, JobContext context) {
        int[] ids = model.prompts().runnable(request.prompt());
        PlainPass.Kept unsteered = plain.of(ids, context);
        float[] logits = unsteered.logits();
        int start = 0;
        long begun = System.nanoTime();
        try (NDManager scope = model.transformer().newScope()) {
            HookTable hooks = new HookTable();
            model.steer(request.steering(), Positions.Window.whole(ids.length), scope, hooks);
            if (!hooks.sites().isEmpty()) {
                boolean fromIds = hooks.sites().stream().anyMatch(SteerHandler::isEmbedding);
                start = fromIds ? 0 : unsteered.start(firstBlock(hooks.sites()));
                ForwardRequest pass = fromIds
                        ? ForwardRequest.ofIds(scope, ids)
                        : ForwardRequest.ofResidual(scope, unsteered.residual(start), start);
                logits = NativeMemory.floats(model.transformer()
                        .forward(pass.unembed(Unembed.LAST).progress(LoadedModel.between(context)), hooks).logits());
                hooks.requireAllFired();
            }
        }
        return result(request, ids, logits, unsteered.logits(), start, (System.nanoTime() - begun) / NANOS_PER_MILLI);
    }

    private static boolean isEmbedding(Site site) {
        return site.kind() == SiteKind.EMBED || site.kind() == SiteKind.POS_EMBED;
    }

    private int firstBlock(Set<Site> sites) {
        int last = model.transformer().spec().layers() - 1;
        return sites.stream().mapToInt(site -> site.layer() < 0 ? last : site.layer()).min().orElse(last);
    }

    private SteerResult result(SteerRequest request, int[] ids, float[] steered, float[] unsteered, int start,
            double millis) {
        double steeredSum = logSum(steered);
        double plainSum = logSum(unsteered);
        double divergence = 0;
        double entropy = 0;
        for (int id = 0; id < steered.length; id++) {
            double log = steered[id] - steeredSum;
            double probability = Math.exp(log);
            entropy -= probability > 0 ? probability * log : 0;
            divergence += probability > 0 ? probability * (log - (unsteered[id] - plainSum)) : 0;
        }
        Set<Integer> shown = new LinkedHashSet<>(top(steered, request.top()));
        shown.addAll(top(unsteered, request.top()));
        List<SteerResult.Shift> shifts = new ArrayList<>();
        for (int id : shown) {
            shifts.add(new SteerResult.Shift(id, model.prompts().text(id), (float) Math.exp(steered[id] - steeredSum),
                    steered[id], (float) Math.exp(unsteered[id] - plainSum), unsteered[id]));
        }
        shifts.sort(SteerResult.Shift.ORDER);
        return new SteerResult(model.prompts().tokens(ids, 0), shifts, divergence, entropy, start, millis,
                model.provenance(request.prompt(), ids, List.of(), request.steering(), "top=" + request.top()));
    }

    private static List<Integer> top(float[] logits, int count) {
        return TokenDistribution.of(logits, 0, logits.length, Math.max(0, count)).top().stream()
                .map(TokenDistribution.Candidate::id).toList();
    }

    private static double logSum(float[] logits) {
        double peak = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            peak = Math.max(peak, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - peak);
        }
        return peak + Math.log(sum);
    }
}
