package org.sextant.runtime.attribution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.Transformer;

/// One prompt's run, from which others branch off: what goes into each block, before anything else changes it, so that a
/// run that differs from some block on starts there.
///
/// @param inputs `[1, T, d_model]`, by block
/// @param recording what the run had at other sites
record BlockInputs(Map<Integer, NDArray> inputs, Recording recording) {
    /// @param scope owns what is kept
    static BlockInputs of(Transformer model, List<Integer> prompt, Observable observable, Set<Site> sites,
            PassChanges changes, NDManager scope, BlockListener listener) {
        Map<Integer, NDArray> inputs = new LinkedHashMap<>();
        HookTable hooks = new HookTable();
        for (int block = 0; block < model.spec().layers(); block++) {
            int own = block;
            hooks.observe(new Site(SiteKind.RESID_PRE, block), value -> inputs.put(own, Recording.kept(value, scope)));
        }
        Recording recording = Recording.plain(model, new SequenceBatch(List.of(prompt)), List.of(observable), sites,
                hooks.then(changes.hooks(scope, prompt.size())), scope, listener);
        return new BlockInputs(inputs, recording);
    }

    /// The input of a block for several rows alike, `[rows, T, d_model]`.
    NDArray rows(int block, int rows) {
        NDArray input = Objects.requireNonNull(inputs.get(block));
        Shape shape = input.getShape();
        return input.broadcast(new Shape(rows, shape.get(1), shape.get(2)));
    }

    double observed() {
        return recording.observed()[0];
    }
}
