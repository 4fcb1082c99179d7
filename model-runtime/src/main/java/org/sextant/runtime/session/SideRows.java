package org.sextant.runtime.session;

import java.util.List;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.compare.TokenRows;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.tensor.NativeMemory;

/// One side of a comparison of layers: runs its model over a batch and writes down what the sites say.
///
/// @param sites a layer each
/// @param rows where to
record SideRows(List<Site> sites, SteeringPlan plan, TokenRows rows) {
    /// On the model's thread. The rows count once [TokenRows#advance] says so.
    ///
    /// @param between looks for cancellation
    void fill(LoadedModel model, PairBatch.Side batch, Runnable between) {
        HookTable hooks = new HookTable();
        try (NDManager scope = model.transformer().newScope()) {
            model.steer(plan, Positions.Window.whole(batch.length()), scope, hooks);
            for (int layer = 0; layer < sites.size(); layer++) {
                int own = layer;
                hooks.observe(sites.get(layer), value -> rows.put(own, NativeMemory.floats(value), batch.picked()));
            }
            model.transformer().forward(ForwardRequest.ofIds(scope, batch.ids()).withMask(batch.real())
                    .unembed(Unembed.NONE)
                    .untilBlock(SiteDepth.blocksFor(hooks.sites(), model.transformer().spec().layers()))
                    .progress(PairThreads.between(between)), hooks);
        }
        hooks.requireAllFired();
    }
}
