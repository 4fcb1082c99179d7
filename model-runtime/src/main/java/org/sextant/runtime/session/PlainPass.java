package org.sextant.runtime.session;

import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.NativeMemory;

/// What the model computes for one prompt without a plan: the residual stream in front of its blocks, and the logits of
/// the next token. It is kept until another prompt is asked for. Touched on the model thread alone.
final class PlainPass {
    /// Of a long prompt in a large model only some blocks' inputs are kept.
    private static final long MOST_BYTES = 256L << 20;

    private final LoadedModel model;
    private final WorkingMemory memory;
    private @Nullable Kept kept;

    PlainPass(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    /// @param residuals `[1, T, d_model]` by the block that they go into
    /// @param logits of the last position
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Kept(int[] ids, NDManager manager, TreeMap<Integer, NDArray> residuals, float[] logits) {
        /// Where a pass may begin that changes nothing before a block.
        int start(int firstChanged) {
            return residuals.floorKey(firstChanged);
        }

        NDArray residual(int block) {
            return Optional.ofNullable(residuals.get(block)).orElseThrow();
        }
    }

    /// The pass over a prompt, from before or anew.
    Kept of(int[] ids, JobContext context) {
        Kept before = kept;
        if (before != null && Arrays.equals(before.ids(), ids)) {
            return before;
        }
        if (before != null) {
            kept = null;
            before.manager().close();
        }
        memory.require(Workload.pass(ids.length, 1));
        ModelSpec spec = model.transformer().spec();
        long each = (long) ids.length * spec.dModel() * model.card().dtype().bytes();
        int stride = (int) Math.max(1, Math.ceilDiv(each * spec.layers(), MOST_BYTES));
        NDManager manager = model.transformer().newScope();
        try {
            TreeMap<Integer, NDArray> residuals = new TreeMap<>();
            HookTable hooks = new HookTable();
            for (int block = 0; block < spec.layers(); block += stride) {
                int own = block;
                hooks.observe(new Site(SiteKind.RESID_PRE, block), value -> {
                    NDArray view = value.reshape(value.getShape());
                    view.attach(manager);
                    residuals.put(own, view);
                });
            }
            try (NDManager scope = model.transformer().newScope()) {
                float[] logits = NativeMemory.floats(model.transformer().forward(ForwardRequest.ofIds(scope, ids)
                        .unembed(Unembed.LAST).progress(LoadedModel.between(context)), hooks).logits());
                Kept now = new Kept(ids.clone(), manager, residuals, logits);
                kept = now;
                return now;
            }
        } catch (RuntimeException | Error failure) {
            manager.close();
            throw failure;
        }
    }
}
