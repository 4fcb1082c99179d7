package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.generate.Generation;
import org.sextant.runtime.generate.SamplingRule;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.routing.RoutingTrace;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;

/// Runs sequences and reads their routers.
final class RoutingReader {
    private static final SamplingRule LIKELIEST = new SamplingRule(0, 0, 1);

    private final LoadedModel model;
    private final WorkingMemory memory;
    private final ExpertSpec spec;

    /// @throws RequestException if the model has no experts
    RoutingReader(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
        this.spec = model.transformer().spec().experts().orElseThrow(() -> new RequestException(
                "the model has no experts", "in model " + model.card().name(),
                "open a mixture of experts; sextant info MODEL tells n_experts"));
    }

    /// A sequence that was read.
    ///
    /// @param ids that went through the model: the prompt and what continues it, without the last token drawn
    /// @param continuation the new tokens, the last one included
    /// @param layers what the routers did with `ids`
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Read(int[] ids, int[] continuation, List<RoutedLayer> layers) {}

    /// @param prompt ids that the model can run
    /// @param maxNewTokens how far it is continued, by the likeliest token each
    Read read(int[] prompt, int maxNewTokens, SteeringPlan plan, JobContext context) {
        int room = (int) Math.min(model.card().contextLength(), (long) prompt.length + maxNewTokens);
        memory.require(Workload.pass(prompt.length, 1).caching(maxNewTokens == 0 ? 0 : room));
        memory.requireHeld((long) layers() * room * (spec.count() + 2L * spec.chosen() + 2) * Float.BYTES,
                "logits of the routers");
        RoutingTrace trace = new RoutingTrace(model.transformer());
        int[] continuation = maxNewTokens == 0
                ? run(prompt, plan, trace, context)
                : generate(prompt, maxNewTokens, plan, trace, context);
        int[] ids = IntStream.concat(IntStream.of(prompt),
                IntStream.of(continuation).limit(Math.max(0, continuation.length - 1))).toArray();
        List<RoutedLayer> routed = new ArrayList<>();
        trace.layers().forEach(layer -> routed.add(routed(layer, ids.length)));
        return new Read(ids, continuation, routed);
    }

    private int[] run(int[] ids, SteeringPlan plan, RoutingTrace trace, JobContext context) {
        try (NDManager scope = model.transformer().newScope()) {
            HookTable hooks = hooks(trace, plan, Positions.Window.whole(ids.length), scope);
            model.transformer().forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.NONE)
                    .untilBlock(SiteDepth.blocksFor(hooks.sites(), model.transformer().spec().layers()))
                    .progress(LoadedModel.between(context)), hooks);
            hooks.requireAllFired();
        }
        return new int[0];
    }

    private int[] generate(int[] prompt, int maxNewTokens, SteeringPlan plan, RoutingTrace trace, JobContext context) {
        List<Integer> drawn = new ArrayList<>();
        var generation = new Generation(model.transformer(), LIKELIEST, new SplittableRandom(0), model.endTokens());
        generation.run(prompt, maxNewTokens, (scope, start, end) -> {
            if (start == 0) {
                trace.restart();
            }
            return hooks(trace, plan, new Positions.Window(start, end, prompt.length), scope);
        }, new Generation.Listener() {
            @Override
            public void before(int block, int total) {
                context.checkCancelled();
            }

            @Override
            public void drawn(SamplingRule.Draw token) {
                drawn.add(token.id());
                context.update(new Update.Progress("Generating", drawn.size(), maxNewTokens, "tokens"));
            }
        });
        return drawn.stream().mapToInt(Integer::intValue).toArray();
    }

    private HookTable hooks(RoutingTrace trace, SteeringPlan plan, Positions.Window window, NDManager scope) {
        HookTable hooks = trace.before();
        model.steer(plan, window, scope, hooks);
        return hooks.then(trace.after());
    }

    private RoutedLayer routed(RoutingTrace.Layer layer, int positions) {
        Optional<TensorValue> share = layer.sharedShare().map(values -> TensorValue.of(values, positions));
        return new RoutedLayer(layer.number(), spec.router().scores(),
                TensorValue.of(layer.chosen(), positions, spec.chosen()),
                TensorValue.of(layer.weights(), positions, spec.chosen()),
                TensorValue.of(layer.logits(), positions, spec.count()), share);
    }

    private int layers() {
        return model.card().experts().map(experts -> experts.layers().size()).orElse(0);
    }

    int experts() {
        return spec.count();
    }

    int chosen() {
        return spec.chosen();
    }
}
