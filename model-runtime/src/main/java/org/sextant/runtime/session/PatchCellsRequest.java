package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.steering.SteeringPlan;

/// The true effects of some nodes of one pair, told as they come: [Update.Patched].
///
/// @param pair the prompts
/// @param cells in the order in which they are done
/// @param settings direction, alignment, position and SAE count, and a method that patches says what a node is set to
/// @param steering what both runs are changed by
public record PatchCellsRequest(ContrastPair pair, List<PatchCell> cells, AttributionSettings settings,
        SteeringPlan steering)
        implements
            Request<PatchCellsResult> {
    public PatchCellsRequest {
        cells = List.copyOf(cells);
    }
}
