package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.sextant.runtime.attribution.CellPatching;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.NodeMap;
import org.sextant.runtime.attribution.PairScores;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.PatchSource;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.model.ModelSpec;

/// Patches every node of some kinds, pair by pair.
///
/// @param attributing what to work with
/// @param kinds which
/// @param source what nodes are set to
record PatchedNodes(Attributing attributing, Set<NodeKind> kinds, PatchSource source) {
    /// As the only method; neurons and features are too many for that.
    ///
    /// @param done is told after each pair
    void alone(List<ReadPair> pairs, AttributionTally tally, Runnable done) {
        if (kinds.stream().anyMatch(NodeKind::listed)) {
            throw new RequestException("neurons and features are too many to patch them all", "in the nodes",
                    "estimate them with relp or atp and patch the strongest, or choose other nodes");
        }
        for (ReadPair pair : pairs) {
            tally.add(patched(pair, List.of(), tally), 0);
            done.run();
        }
    }

    /// Beside an estimate, whose strongest neurons and features are patched too.
    void beside(List<ReadPair> pairs, AttributionTally tally, Runnable done) {
        for (int i = 0; i < pairs.size(); i++) {
            List<PatchCell> listed = tally.scores(i).strongest().stream().map(ScoredNode::cell).toList();
            tally.addTruth(patched(pairs.get(i), listed, tally));
            done.run();
        }
    }

    private PairScores patched(ReadPair pair, List<PatchCell> listed, AttributionTally tally) {
        ModelSpec spec = attributing.model().transformer().spec();
        int positions = pair.changed(attributing.settings().direction()).size();
        try (PairPatching patching = attributing.patching(pair, kinds, source)) {
            List<NodeMap> maps = new ArrayList<>();
            for (NodeKind kind : kinds.stream().filter(each -> !each.listed()).sorted(Comparator.naturalOrder())
                    .toList()) {
                maps.add(map(kind, kind.ofSae() ? 1 : spec.layers(), kind == NodeKind.HEAD ? spec.heads() : 1,
                        positions, patching));
            }
            List<ScoredNode> strongest = patching.of(listed, attributing.listener());
            tally.count(patching.forwards());
            return new PairScores(patching.observedBase(), patching.observedPatch(), maps, strongest);
        }
    }

    private NodeMap map(NodeKind kind, int layers, int heads, int positions, PairPatching patching) {
        float[] values = new float[layers * heads * positions];
        NodeMap map = new NodeMap(kind, layers, heads, positions, values);
        int only = kind.ofSae() ? patching.saeLayer() : 0;
        List<PatchCell> cells = CellPatching.grid(kind, layers, heads, positions).stream()
                .map(cell -> new PatchCell(kind, cell.layer() + only, cell.index(), cell.position())).toList();
        List<ScoredNode> nodes = patching.of(cells, attributing.listener());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) nodes.get(i).score();
        }
        return map;
    }
}
