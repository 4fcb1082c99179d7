package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.attribution.ScoredNode;

/// The true effects of some nodes.
///
/// @param nodes in the order in which they were asked for; of several pairs the mean of those that have the node
/// @param metricClean what is looked at, in the clean run; mean over the pairs
/// @param metricCorrupt the same in the corrupt run
/// @param forwardEquivalents what was computed, in forward passes of one prompt
/// @param provenance how to get it again
public record PatchCellsResult(List<ScoredNode> nodes, double metricClean, double metricCorrupt,
        double forwardEquivalents, Provenance provenance) {
    public PatchCellsResult {
        nodes = List.copyOf(nodes);
    }
}
