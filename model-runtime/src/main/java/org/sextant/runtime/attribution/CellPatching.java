package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.sae.Sae;

/// Activation patching of one pair, cell by cell (METHODS.md 1.2): what the observable becomes when one node has its
/// value from elsewhere. Cells are rows of one batch; a cell joins it at its own block, with what the base run put into
/// that block, so that nothing before is computed again. Not thread-safe.
public final class CellPatching implements AutoCloseable {
    private final Transformer model;
    private final PassChanges changes;
    private final ContrastIds pair;
    private final int length;
    private final int atOnce;
    private final NDManager scope;
    private final BlockInputs base;
    private final double observedPatch;
    private final CellValues values;
    private final int saeLayer;
    private double forwards;

    /// Runs both prompts.
    ///
    /// @param kinds of the cells that may be asked for
    /// @param atOnce rows of a batch at the most
    /// @param listener called between blocks; may throw to stop
    public CellPatching(Transformer model, Set<NodeKind> kinds, Optional<Sae> sae, PassChanges changes,
            ContrastIds pair, PatchDirection direction, PatchSource source, int atOnce, BlockListener listener) {
        NodeSites nodes = new NodeSites(model, kinds, sae);
        this.model = model;
        this.saeLayer = kinds.stream().anyMatch(NodeKind::ofSae) ? nodes.sae().out().layer() : 0;
        this.changes = changes;
        this.pair = pair;
        this.length = pair.base(direction).size();
        this.atOnce = atOnce;
        this.scope = model.newScope();
        try {
            base = BlockInputs.of(model, pair.base(direction), pair.observable(), nodes.read(), changes, scope,
                    listener);
            SequenceBatch patch = new SequenceBatch(List.of(pair.patch(direction)));
            Recording other = Recording.plain(model, patch, List.of(pair.observable()), nodes.read(),
                    changes.hooks(scope, patch.length()), scope, listener);
            observedPatch = other.observed()[0];
            Differences differences = new Differences(scope, new SequenceBatch(List.of(pair.base(direction))), patch,
                    List.of(pair.sources(direction)));
            values = CellValues.of(nodes, base.recording(), other, differences, source,
                    pair.positions(direction), scope);
            forwards = 2;
        } catch (RuntimeException | Error failure) {
            scope.close();
            throw failure;
        }
    }

    /// Observable of the run that is changed.
    public double observedBase() {
        return base.observed();
    }

    /// Observable of the run that gives the new values.
    public double observedPatch() {
        return observedPatch;
    }

    /// What has been computed so far, in forward passes of one prompt.
    public double forwards() {
        return forwards;
    }

    /// The block that the SAE's output belongs to.
    public int saeLayer() {
        return saeLayer;
    }

    /// What each cell changes in the observable.
    ///
    /// @param cells the first are done first
    /// @param partial hears what is done, batch by batch, in the order of the cells
    /// @param listener called between blocks; may throw to stop
    public void run(List<PatchCell> cells, Consumer<List<ScoredNode>> partial, BlockListener listener) {
        for (int first = 0; first < cells.size(); first += atOnce) {
            partial.accept(batch(cells.subList(first, Math.min(cells.size(), first + atOnce)), listener));
        }
    }

    /// What each cell changes in the observable, in the order of the cells.
    ///
    /// @param listener called between blocks; may throw to stop
    public List<ScoredNode> of(List<PatchCell> cells, BlockListener listener) {
        List<ScoredNode> nodes = new ArrayList<>();
        run(cells, nodes::addAll, listener);
        return nodes;
    }

    private List<ScoredNode> batch(List<PatchCell> cells, BlockListener listener) {
        List<PatchCell> rows = cells.stream().sorted(Comparator.comparingInt(PatchCell::layer)).toList();
        TreeMap<Integer, List<PatchCell>> byBlock = rows.stream()
                .collect(Collectors.groupingBy(PatchCell::layer, TreeMap::new, Collectors.toList()));
        double[] observed;
        try (NDManager pass = scope.newSubManager()) {
            observed = new LogitWeights(Collections.nCopies(rows.size(), pair.observable()))
                    .read(logits(byBlock, pass, listener));
        }
        Map<PatchCell, Double> effects = new TreeMap<>();
        for (int row = 0; row < observed.length; row++) {
            effects.put(rows.get(row), observed[row] - base.observed());
        }
        return cells.stream().map(cell -> new ScoredNode(cell, effects.getOrDefault(cell, 0.0))).toList();
    }

    /// `[rows, 1, V]`: block by block, and at each block the rows of its cells join those that are under way.
    private NDArray logits(NavigableMap<Integer, List<PatchCell>> byBlock, NDManager pass, BlockListener listener) {
        NDList residual = new NDList();
        int layers = model.spec().layers();
        int present = 0;
        for (int block : byBlock.keySet()) {
            List<PatchCell> joining = byBlock.get(block);
            present += joining.size();
            residual.add(base.rows(block, joining.size()));
            NDArray together = residual.size() == 1 ? residual.head() : NDArrays.concat(residual, 0);
            Integer next = byBlock.higherKey(block);
            HookTable hooks = changes.hooks(pass, length);
            values.patch(joining, present - joining.size(), present, hooks, pass);
            ForwardRequest request = ForwardRequest.ofResidual(pass, together, block)
                    .unembed(new Unembed(pair.observable().reach()))
                    .progress(listener);
            forwards += (double) present * ((next == null ? layers : next) - block) / layers;
            if (next == null) {
                return model.forward(request, hooks).logits();
            }
            residual = new NDList(model.forward(request.untilBlock(next), hooks).residual());
        }
        throw new IllegalArgumentException("no cells");
    }

    /// Every cell of some kinds of node that are not listed, by layer and position, for heads also by head.
    public static List<PatchCell> grid(NodeKind kind, int layers, int heads, int positions) {
        List<PatchCell> cells = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            for (int head = 0; head < heads; head++) {
                for (int position = 0; position < positions; position++) {
                    cells.add(new PatchCell(kind, layer, kind == NodeKind.HEAD ? head : -1, position));
                }
            }
        }
        return cells;
    }

    @Override
    public void close() {
        scope.close();
    }
}
