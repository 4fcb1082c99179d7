package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.NativeMemory;

/// Patched maps: by the code under test, and in the plain way, one whole forward pass a cell.
final class PatchedMaps {
    private PatchedMaps() {}

    static NodeMap of(Transformer model, ContrastIds pair, PatchDirection direction, NodeKind kind, int atOnce) {
        int positions = pair.base(direction).size();
        int heads = kind == NodeKind.HEAD ? model.spec().heads() : 1;
        List<ScoredNode> done = new ArrayList<>();
        try (CellPatching patching = new CellPatching(model, Set.of(kind), Optional.empty(), PassChanges.NONE, pair,
                direction, new PatchSource.OtherRun(), atOnce, (_, _) -> {})) {
            patching.run(CellPatching.grid(kind, model.spec().layers(), heads, positions), done::addAll, (_, _) -> {});
        }
        NodeMap map = NodeMap.empty(kind, model.spec().layers(), heads, positions);
        done.forEach(node -> map.values()[map.at(node.cell().layer(), Math.max(0, node.cell().index()),
                node.cell().position())] = (float) node.score());
        return map;
    }

    /// The effect of one cell by a forward pass of its own.
    static double naive(Transformer model, ContrastIds pair, PatchDirection direction, PatchCell cell) {
        Site site = new Site(cell.kind().site().orElseThrow(), cell.layer());
        try (NDManager scope = model.newScope()) {
            NDArray[] given = new NDArray[1];
            observed(model, pair, pair.patch(direction), new HookTable().observe(site, value -> {
                given[0] = value.duplicate();
                given[0].attach(scope);
            }));
            double before = observed(model, pair, pair.base(direction), new HookTable());
            double after = observed(model, pair, pair.base(direction),
                    new HookTable().change(new Intervention(site, value -> exchanged(value, given[0], cell, scope))));
            return after - before;
        }
    }

    private static NDArray exchanged(NDArray value, NDArray given, PatchCell cell, NDManager scope) {
        NDArray changed = value.duplicate();
        changed.attach(scope);
        String index = "0," + (cell.position() < 0 ? ":" : cell.position())
                + (cell.index() < 0 ? "" : "," + cell.index());
        changed.set(new NDIndex(index), given.get(index));
        return changed;
    }

    private static double observed(Transformer model, ContrastIds pair, List<Integer> ids, HookTable hooks) {
        try (NDManager scope = model.newScope()) {
            int[] prompt = ids.stream().mapToInt(Integer::intValue).toArray();
            float[] logits = NativeMemory.floats(
                    model.forward(ForwardRequest.ofIds(scope, prompt), hooks).logits());
            int vocabulary = logits.length / prompt.length;
            return pair.observable().terms().stream()
                    .mapToDouble(term -> term.weight() * logits[logits.length - vocabulary + term.id()]).sum();
        }
    }
}
