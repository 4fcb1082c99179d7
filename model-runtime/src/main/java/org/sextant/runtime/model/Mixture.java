package org.sextant.runtime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// A mixture of experts: `Σ w_e expert_e(x)` over the experts that the router chose, plus the shared expert where there
/// is one. Each chosen expert runs once, on all of its tokens; the others do not run.
final class Mixture implements FeedForward {
    private final int layer;
    private final Router router;
    private final List<Expert> experts = new ArrayList<>();
    private final Optional<Expert> shared;
    private final Optional<NDArray> sharedMix;

    Mixture(ModelSpec model, Weights weights, int layer) {
        ExpertSpec spec = model.experts().orElseThrow();
        this.layer = layer;
        this.router = new Router(spec, weights, layer);
        for (int expert = 0; expert < spec.count(); expert++) {
            experts.add(Expert.of(spec, weights, layer, expert));
        }
        this.shared = spec.shared().map(_ -> Expert.shared(weights, layer));
        this.sharedMix = spec.shared().filter(ExpertSpec.Shared::gated)
                .map(_ -> weights.require(Parameter.SHARED_MIX_WEIGHT, layer));
    }

    @Override
    public NDArray apply(NDArray x, Pass pass) {
        Hooks hooks = pass.hooks();
        RelevanceRules rules = pass.rules();
        NDArray routed = mix(x, router.route(x, hooks), rules);
        NDArray whole = shared
                .map(expert -> routed.add(hooks.at(SiteKind.SHARED_OUT, layer, shared(expert, x, rules))))
                .orElse(routed);
        return hooks.at(SiteKind.MLP_PROJECTED, layer, whole);
    }

    private NDArray shared(Expert expert, NDArray x, RelevanceRules rules) {
        NDArray out = expert.apply(x, rules);
        return sharedMix.map(
                weight -> Gate.product(Ops.sigmoid(Ops.linear(x, weight, null)), out, rules.routing())).orElse(out);
    }

    /// Tokens go to their experts, and what comes back is put into the tokens' order again.
    private NDArray mix(NDArray x, Router.Routing routing, RelevanceRules rules) {
        Shape shape = x.getShape();
        long tokens = shape.get(0) * shape.get(1);
        int chosen = (int) routing.experts().getShape().get(2);
        Slots slots = Slots.of(NativeMemory.longs(routing.experts()), chosen, experts.size());
        try (NDManager scope = x.getManager().newSubManager()) {
            NDArray flat = x.reshape(tokens, shape.get(2));
            NDList outputs = new NDList();
            for (int expert = 0; expert < experts.size(); expert++) {
                if (slots.tokens(expert).length > 0) {
                    NDArray rows = tokens == 1 ? flat : Ops.rows(indices(scope, slots.tokens(expert)), flat);
                    rows.attach(scope);
                    outputs.add(experts.get(expert).apply(rows, rules));
                }
            }
            NDArray together = NDArrays.concat(outputs, 0);
            NDArray inOrder = Ops.rows(Ops.lasting(scope.create(slots.order(), new Shape(tokens, chosen))), together);
            NDArray shares = routing.weights().reshape(tokens, chosen, 1);
            NDArray mixed = Gate.product(shares, inOrder, rules.routing()).sum(new int[]{1}).reshape(shape);
            mixed.attach(x.getManager());
            return mixed;
        }
    }

    private static NDArray indices(NDManager manager, long[] tokens) {
        return Ops.lasting(manager.create(tokens));
    }

    /// Which tokens an expert has, and where each choice of a token lies when the experts' outputs stand one after the
    /// other.
    @SuppressWarnings("ArrayRecordComponent") // made for one pass and never compared
    private record Slots(long[][] byExpert, long[] order) {
        static Slots of(long[] choices, int chosen, int experts) {
            int[] counts = new int[experts];
            for (long expert : choices) {
                counts[(int) expert]++;
            }
            long[][] byExpert = new long[experts][];
            int[] starts = new int[experts];
            int start = 0;
            for (int expert = 0; expert < experts; expert++) {
                byExpert[expert] = new long[counts[expert]];
                starts[expert] = start;
                start += counts[expert];
            }
            int[] filled = new int[experts];
            long[] order = new long[choices.length];
            for (int i = 0; i < choices.length; i++) {
                int expert = (int) choices[i];
                order[i] = (long) starts[expert] + filled[expert];
                byExpert[expert][filled[expert]++] = i / chosen;
            }
            return new Slots(byExpert, order);
        }

        long[] tokens(int expert) {
            return byExpert[expert];
        }
    }
}
