package org.sextant.runtime.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.PatchSource;
import org.sextant.runtime.attribution.ScoredNode;

/// Patches nodes in several pairs and takes the mean, position by position from the end as [PairAverage] does. Some nodes are
/// done in all pairs before the next are begun, so that the first are known early; pairs that do not fit into memory
/// together are run anew each time.
final class MeanPatching implements AutoCloseable {
    /// Nodes that are done first where there are several pairs; twice as many come next.
    private static final int FIRST = 8;
    private static final int MOST_OPEN = 64;

    private final Attributing attributing;
    private final List<ReadPair> pairs;
    private final Set<NodeKind> kinds;
    private final PatchSource source;
    private final int longest;
    private final int kept;
    private final Map<Integer, PairPatching> open = new HashMap<>();
    private final double[] base;
    private final double[] patch;
    private double forwards;

    /// @param pairs at least one
    MeanPatching(Attributing attributing, List<ReadPair> pairs, Set<NodeKind> kinds) {
        this.attributing = attributing;
        this.pairs = pairs;
        this.kinds = kinds;
        this.source = attributing.source(pairs, kinds);
        this.longest = pairs.stream().mapToInt(this::length).max().orElse(0);
        int run = pairs.stream().mapToInt(ReadPair::longest).max().orElse(1);
        int fit = attributing.memory().sequencesAtOnce(run, false, 2 * Math.min(pairs.size(), MOST_OPEN));
        this.kept = Math.max(1, fit / 2);
        this.base = new double[pairs.size()];
        this.patch = new double[pairs.size()];
    }

    /// Positions of the longest run that is changed.
    int longest() {
        return longest;
    }

    /// @param cells the first are done first
    /// @param patched hears how many nodes are done so far, those of each pair counted
    /// @param known hears nodes with their mean effect, in the order of the cells
    void run(List<PatchCell> cells, LongConsumer patched, Consumer<List<ScoredNode>> known) {
        int most = attributing.rowsAtOnce(longest);
        int count = pairs.size() == 1 ? most : Math.min(FIRST, most);
        for (int first = 0; first < cells.size();) {
            List<PatchCell> some = cells.subList(first, Math.min(cells.size(), first + count));
            known.accept(means(some, (long) first * pairs.size(), patched));
            first += some.size();
            count = Math.min(2 * count, most);
        }
    }

    private List<ScoredNode> means(List<PatchCell> cells, long before, LongConsumer patched) {
        Map<PatchCell, Double> sums = new TreeMap<>();
        Map<PatchCell, Integer> counts = new TreeMap<>();
        for (int pair = 0; pair < pairs.size(); pair++) {
            int missing = longest - length(pairs.get(pair));
            List<PatchCell> own = cells.stream()
                    .filter(cell -> cell.position() == PatchCell.EVERYWHERE || cell.position() >= missing)
                    .map(cell -> cell.movedBy(-missing)).toList();
            patched(pair, own).forEach(node -> {
                PatchCell cell = node.cell().movedBy(missing);
                sums.merge(cell, node.score(), Double::sum);
                counts.merge(cell, 1, Integer::sum);
            });
            patched.accept(before + (long) (pair + 1) * cells.size());
        }
        return cells.stream()
                .map(cell -> new ScoredNode(cell, sums.getOrDefault(cell, 0.0) / counts.getOrDefault(cell, 1)))
                .toList();
    }

    private List<ScoredNode> patched(int pair, List<PatchCell> cells) {
        PairPatching patching = open.computeIfAbsent(pair, this::opened);
        double before = patching.forwards();
        List<ScoredNode> nodes = patching.of(cells, attributing.listener());
        forwards += patching.forwards() - before;
        if (pair >= kept) {
            open.remove(pair);
            patching.close();
        }
        return nodes;
    }

    private PairPatching opened(int pair) {
        PairPatching patching = attributing.patching(pairs.get(pair), kinds, source);
        base[pair] = patching.observedBase();
        patch[pair] = patching.observedPatch();
        forwards += patching.forwards();
        return patching;
    }

    /// Positions of the run that is changed.
    private int length(ReadPair pair) {
        return pair.changed(attributing.settings().direction()).size();
    }

    /// Mean observable of the runs that are changed, once all nodes are done.
    double observedBase() {
        return mean(base);
    }

    /// Mean observable of the runs that give the new values.
    double observedPatch() {
        return mean(patch);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /// What was computed, in forward passes of one prompt.
    double forwards() {
        return forwards;
    }

    @Override
    public void close() {
        open.values().forEach(PairPatching::close);
    }
}
