package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.steering.SteeringPlan;

/// The true effects of some nodes, of several pairs their mean, told as they come: [Update.Patched].
///
/// @param pairs of prompts
/// @param cells in the order in which they are done; positions are those of the mean map of [AttributeResult]: of pairs of
///        several lengths those of the longest, counted from the end
/// @param settings direction, alignment, position and SAE count, and a method that patches says what a node is set to
/// @param steering what both runs are changed by
public record PatchCellsRequest(List<ContrastPair> pairs, List<PatchCell> cells, AttributionSettings settings,
        SteeringPlan steering)
        implements
            Request<PatchCellsResult> {
    public PatchCellsRequest {
        pairs = List.copyOf(pairs);
        cells = List.copyOf(cells);
    }
}
