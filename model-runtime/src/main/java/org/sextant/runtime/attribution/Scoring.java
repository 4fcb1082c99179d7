package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.tensor.NativeMemory;

/// Turns two recordings into scores, pair by pair.
final class Scoring {
    private final NodeSites nodes;
    private final SequenceBatch base;
    private final List<Integer> positions;
    private final Differences differences;
    private final List<Map<NodeKind, NodeMap>> maps = new ArrayList<>();
    private final List<Map<NodeKind, Strongest>> strongest = new ArrayList<>();

    /// @param positions of each prompt, from its first, that hold nodes
    Scoring(NodeSites nodes, SequenceBatch base, List<Integer> positions, Differences differences, int top) {
        this.nodes = nodes;
        this.base = base;
        this.positions = List.copyOf(positions);
        this.differences = differences;
        for (int row = 0; row < base.size(); row++) {
            maps.add(new EnumMap<>(NodeKind.class));
            strongest.add(new EnumMap<>(NodeKind.class));
            for (NodeKind kind : nodes.kinds()) {
                if (kind.listed()) {
                    strongest.get(row).put(kind, new Strongest(top));
                } else {
                    maps.get(row).put(kind, NodeMap.empty(kind, kind.ofSae() ? 1 : nodes.layers(),
                            kind == NodeKind.HEAD ? nodes.heads() : 1, positions.get(row)));
                }
            }
        }
    }

    List<PairScores> of(Recording own, Recording other) {
        for (NodeKind kind : nodes.kinds()) {
            if (!kind.ofSae()) {
                nodes.of(kind).forEach(site -> score(kind, site, own, other));
            }
        }
        if (nodes.kinds().stream().anyMatch(NodeKind::ofSae)) {
            scoreSae(own, other);
        }
        List<PairScores> scores = new ArrayList<>();
        for (int row = 0; row < base.size(); row++) {
            scores.add(new PairScores(own.observed()[row], other.observed()[row],
                    List.copyOf(maps.get(row).values()),
                    strongest.get(row).values().stream().flatMap(kept -> kept.list().stream()).toList()));
        }
        return scores;
    }

    private void score(NodeKind kind, Site site, Recording own, Recording other) {
        NDArray value = own.value(site);
        try (NDManager scope = value.getManager().newSubManager()) {
            NDArray mine = Recording.kept(value, scope);
            NDArray product = differences.aligned(other.value(site), mine).sub(mine).mul(own.coefficient(site));
            product.attach(scope);
            if (kind == NodeKind.NEURON) {
                list(kind, site.layer(), NativeMemory.floats(product));
            } else {
                map(kind, site.layer(), sums(product));
            }
        }
    }

    private void scoreSae(Recording own, Recording other) {
        SaeNodes sae = nodes.sae();
        NDArray in = own.value(sae.in());
        NDArray out = own.value(sae.out());
        SaeNodes.Moves moves = sae.moves(in, out, differences.aligned(other.value(sae.in()), in),
                differences.aligned(other.value(sae.out()), out));
        NDArray coefficient = own.coefficient(sae.out());
        if (nodes.kinds().contains(NodeKind.FEATURE)) {
            list(NodeKind.FEATURE, sae.out().layer(), NativeMemory.floats(sae.featureScores(moves, coefficient)));
        }
        if (nodes.kinds().contains(NodeKind.FEATURE_ERROR)) {
            map(NodeKind.FEATURE_ERROR, 0, NativeMemory.floats(sae.errorScores(moves, coefficient)));
        }
    }

    /// Sums over the last axis, row-major.
    static float[] sums(NDArray product) {
        return NativeMemory.floats(product.sum(new int[]{product.getShape().dimension() - 1}));
    }

    /// @param sums `[B, T]` or `[B, T, H]`
    private void map(NodeKind kind, int layer, float[] sums) {
        for (int row = 0; row < base.size(); row++) {
            NodeMap map = Objects.requireNonNull(maps.get(row).get(kind));
            for (int position = 0; position < map.positions(); position++) {
                int at = (row * base.length() + base.offset(row) + position) * map.heads();
                for (int head = 0; head < map.heads(); head++) {
                    map.values()[map.at(layer, head, position)] = sums[at + head];
                }
            }
        }
    }

    /// @param scores `[B, T, width]`
    private void list(NodeKind kind, int layer, float[] scores) {
        int width = scores.length / (base.size() * base.length());
        for (int row = 0; row < base.size(); row++) {
            Strongest kept = Objects.requireNonNull(strongest.get(row).get(kind));
            for (int position = 0; position < positions.get(row); position++) {
                int at = (row * base.length() + base.offset(row) + position) * width;
                for (int index = 0; index < width; index++) {
                    if (kept.wants(scores[at + index])) {
                        kept.add(new ScoredNode(new PatchCell(kind, layer, index, position), scores[at + index]));
                    }
                }
            }
        }
    }
}
