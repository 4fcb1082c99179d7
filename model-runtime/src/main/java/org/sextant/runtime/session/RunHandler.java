package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.lens.TokenDistribution;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.ForwardResult;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.steering.Positions;

/// One forward pass: the next token, all logits, captured sites.
final class RunHandler {
    private static final double NANOS_PER_MILLI = 1e6;

    private final LoadedModel model;
    private final WorkingMemory memory;

    RunHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    RunResult answer(RunRequest request, JobContext context) {
        int[] ids = model.prompts().runnable(request.prompt());
        List<String> unmatched = new ArrayList<>();
        Set<Site> wanted = wanted(request.sites(), unmatched);
        memory.require(Workload.pass(ids.length, logitRows(request, ids.length)).holding(wanted));
        TensorStore store = TensorStore.ofThisProcess();
        HookTable hooks = new HookTable();
        try (NDManager scope = model.transformer().newScope()) {
            model.steer(request.steering(), Positions.Window.whole(ids.length), scope, hooks);
            wanted.forEach(site -> hooks.observe(site, value -> store.take(site.name(), value)));
            ForwardRequest forward = forward(request, scope, ids, hooks).progress(LoadedModel.between(context));
            long start = System.nanoTime();
            ForwardResult result = model.transformer().forward(forward, hooks);
            double elapsed = (System.nanoTime() - start) / NANOS_PER_MILLI;
            hooks.requireAllFired();
            context.checkCancelled();
            Map<String, TensorValue> captured = new LinkedHashMap<>(store.values());
            Optional<TensorValue> logits = result.unembedded().map(value -> store.take("the logits", value));
            return new RunResult(model.prompts().tokens(ids, 0),
                    logits.map(all -> top(all, request.top())).orElse(List.of()),
                    logits.filter(all -> request.logits()), captured, unmatched, elapsed,
                    model.provenance(request.prompt(), ids, request.sites(), request.steering(),
                            "top=" + request.top()));
        }
    }

    /// The sites that the patterns mean, in the order of the forward pass.
    private Set<Site> wanted(List<String> patterns, List<String> unmatched) {
        Set<Site> matched = new LinkedHashSet<>();
        for (String pattern : patterns) {
            List<Site> sites = model.transformer().sites().match(pattern);
            matched.addAll(sites);
            if (sites.isEmpty()) {
                unmatched.add(pattern);
            }
        }
        Set<Site> ordered = new LinkedHashSet<>(model.transformer().sites().sites());
        ordered.retainAll(matched);
        return ordered;
    }

    private ForwardRequest forward(RunRequest request, NDManager scope, int[] ids, HookTable hooks) {
        ForwardRequest whole = ForwardRequest.ofIds(scope, ids);
        if (request.logits()) {
            return whole.unembed(Unembed.ALL);
        }
        if (request.top() > 0) {
            return whole.unembed(Unembed.LAST);
        }
        return whole.unembed(Unembed.NONE)
                .untilBlock(SiteDepth.blocksFor(hooks.sites(), model.transformer().spec().layers()));
    }

    private static int logitRows(RunRequest request, int positions) {
        return request.logits() ? positions : Math.min(1, Math.max(0, request.top()));
    }

    private List<Prediction> top(TensorValue logits, int count) {
        int vocabulary = logits.size(-1);
        float[] last = logits.slice(logits.length() - vocabulary, vocabulary);
        return model.predictions(TokenDistribution.of(last, 0, vocabulary, Math.max(0, count)).top());
    }
}
