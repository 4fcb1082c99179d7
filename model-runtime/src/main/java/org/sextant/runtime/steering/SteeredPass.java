package org.sextant.runtime.steering;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.NativeMemory;

/// The next token under one plan after another. The residual stream in front of the blocks is kept as it is without a
/// plan, as long as the prompt stays the same, so that only the blocks from the first changed one on run again. Not
/// thread-safe: the thread that owns the model owns it too.
public final class SteeredPass implements AutoCloseable {
    /// Of a long prompt in a large model only some blocks' inputs are kept.
    private static final long MOST_BYTES = 256L << 20;

    private final Transformer model;
    private final PlanHooks.Saes saes;
    private @Nullable Plain plain;

    public SteeredPass(Transformer model, PlanHooks.Saes saes) {
        this.model = model;
        this.saes = saes;
    }

    /// What both sides predict.
    ///
    /// @param steered `[vocabulary]` of the last position
    /// @param plain the same without a plan
    /// @param firstBlock where the steered pass began
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Logits(float[] steered, float[] plain, int firstBlock) {}

    /// @param residuals `[1, T, d_model]` by the block that they go into
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Plain(int[] ids, NDManager manager, TreeMap<Integer, NDArray> residuals, float[] logits) {}

    /// @param listener called between blocks; may throw to stop
    /// @throws SteeringException if an edit does not fit the model
    public Logits logits(int[] ids, SteeringPlan plan, BlockListener listener) {
        Plain before = plain(ids, listener);
        try (NDManager scope = model.newScope()) {
            HookTable hooks = new HookTable();
            new PlanHooks(scope, model.type(), ModelShape.of(model), saes).add(plan,
                    Positions.Window.whole(ids.length), hooks);
            Set<Site> sites = hooks.sites();
            if (sites.isEmpty()) {
                return new Logits(before.logits(), before.logits(), model.spec().layers());
            }
            boolean fromIds = sites.stream().anyMatch(SteeredPass::isEmbedding);
            int start = fromIds ? 0 : before.residuals().floorKey(firstBlock(sites));
            ForwardRequest pass = fromIds
                    ? ForwardRequest.ofIds(scope, ids)
                    : ForwardRequest.ofResidual(scope, Objects.requireNonNull(before.residuals().get(start)), start);
            float[] logits = NativeMemory.floats(
                    model.forward(pass.unembed(Unembed.LAST).progress(listener), hooks).logits());
            hooks.requireAllFired();
            return new Logits(logits, before.logits(), start);
        }
    }

    private static boolean isEmbedding(Site site) {
        return site.kind() == SiteKind.EMBED || site.kind() == SiteKind.POS_EMBED;
    }

    private int firstBlock(Set<Site> sites) {
        int last = model.spec().layers() - 1;
        return sites.stream().mapToInt(site -> site.layer() < 0 ? last : site.layer()).min().orElse(last);
    }

    /// The pass over a prompt without a plan, from before or anew.
    private Plain plain(int[] ids, BlockListener listener) {
        Plain before = plain;
        if (before != null && Arrays.equals(before.ids(), ids)) {
            return before;
        }
        close();
        NDManager manager = model.newScope();
        try {
            TreeMap<Integer, NDArray> residuals = new TreeMap<>();
            HookTable hooks = new HookTable();
            for (int block = 0; block < model.spec().layers(); block += stride(ids.length)) {
                int own = block;
                hooks.observe(new Site(SiteKind.RESID_PRE, block), value -> {
                    NDArray view = value.reshape(value.getShape());
                    view.attach(manager);
                    residuals.put(own, view);
                });
            }
            try (NDManager scope = model.newScope()) {
                float[] logits = NativeMemory.floats(model.forward(
                        ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST).progress(listener), hooks).logits());
                Plain now = new Plain(ids.clone(), manager, residuals, logits);
                plain = now;
                return now;
            }
        } catch (RuntimeException | Error failure) {
            manager.close();
            throw failure;
        }
    }

    /// Gives back what is kept; a later question keeps anew.
    @Override
    public void close() {
        Plain before = plain;
        plain = null;
        if (before != null) {
            before.manager().close();
        }
    }

    private int stride(int tokens) {
        ModelSpec spec = model.spec();
        long all = (long) tokens * spec.dModel() * model.type().getNumOfBytes() * spec.layers();
        return (int) Math.max(1, Math.ceilDiv(all, MOST_BYTES));
    }
}
