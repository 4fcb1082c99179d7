package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// One model's pass over one prompt. Its logits stay with the model and are copied out some positions at a time. Belongs
/// to the model's thread; what it gives is plain Java.
final class SidePass implements PairThreads.Held {
    private final NDManager scope;
    private final NDArray logits;
    private final List<float[]> activations;

    private SidePass(NDManager scope, NDArray logits, List<float[]> activations) {
        this.scope = scope;
        this.logits = logits;
        this.activations = activations;
    }

    static SidePass run(LoadedModel model, int[] ids, SteeringPlan plan, List<Site> sites, Runnable between) {
        NDManager scope = model.transformer().newScope();
        try {
            float[][] captured = new float[sites.size()][];
            HookTable hooks = new HookTable();
            model.steer(plan, Positions.Window.whole(ids.length), scope, hooks);
            for (int at = 0; at < captured.length; at++) {
                int place = at;
                hooks.observe(sites.get(at), value -> captured[place] = NativeMemory.floats(value));
            }
            NDArray logits = model.transformer().forward(
                    ForwardRequest.ofIds(scope, ids).progress(PairThreads.between(between)), hooks).logits();
            hooks.requireAllFired();
            return new SidePass(scope, logits, new ArrayList<>(List.of(captured)));
        } catch (RuntimeException | Error failure) {
            scope.close();
            throw failure;
        }
    }

    /// `[T, width]` of each site.
    List<float[]> activations() {
        return activations;
    }

    /// Logits of some positions, one row after another.
    float[] logits(List<Integer> positions) {
        int vocabulary = Math.toIntExact(logits.getShape().get(2));
        float[] rows = new float[positions.size() * vocabulary];
        for (int row = 0; row < positions.size(); row++) {
            try (NDArray one = Ops.slice(logits, 1, positions.get(row), positions.get(row) + 1L)) {
                System.arraycopy(NativeMemory.floats(one), 0, rows, row * vocabulary, vocabulary);
            }
        }
        return rows;
    }

    @Override
    public void close() {
        scope.close();
    }
}
