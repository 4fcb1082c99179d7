package org.sextant.runtime.bench;

import java.util.OptionalDouble;
import java.util.function.IntFunction;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.routing.RoutingTrace;

/// What reading the routers costs.
final class RoutingBench {
    private final Transformer model;
    private final IntFunction<int[]> prompt;

    /// @param prompt gives so many token ids
    RoutingBench(Transformer model, IntFunction<int[]> prompt) {
        this.model = model;
        this.prompt = prompt;
    }

    /// A pass that reads logits, choices and weights of every router ÷ a plain one, in turns; the medians count.
    ///
    /// @param tokens that go through
    /// @return empty for a model without experts
    OptionalDouble traceToForward(int tokens, int rounds) {
        if (model.spec().experts().isEmpty()) {
            return OptionalDouble.empty();
        }
        int[] ids = prompt.apply(tokens);
        double[] plain = new double[rounds];
        double[] traced = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            int at = Math.max(0, round);
            plain[at] = Millis.of(() -> pass(ids, Hooks.NONE));
            traced[at] = Millis.of(() -> trace(ids));
        }
        return OptionalDouble.of(Millis.median(traced) / Millis.median(plain));
    }

    private void trace(int[] ids) {
        RoutingTrace trace = new RoutingTrace(model);
        HookTable hooks = trace.before().then(trace.after());
        pass(ids, hooks);
        hooks.requireAllFired();
        trace.layers().forEach(layer -> {
            layer.logits();
            layer.chosen();
            layer.weights();
            layer.sharedShare();
        });
    }

    private void pass(int[] ids, Hooks hooks) {
        try (NDManager scope = model.newScope()) {
            model.forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST), hooks).logits().argMax(-1).getLong(0,
                    0);
        }
    }
}
