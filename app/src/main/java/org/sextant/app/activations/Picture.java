package org.sextant.app.activations;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.runtime.session.Provenance;

/// A result as the view and the command line show it: one heatmap, the numbers behind it, and how its cells and the
/// shared selection belong together.
public sealed interface Picture permits StatisticsPicture, SitePicture, AttentionPicture, LensPicture {
    Heatmap heatmap();

    DataTable table();

    Provenance provenance();

    /// What clicking a cell selects.
    ///
    /// @param from the selection before; what the cell does not say stays as it is
    Selection select(Selection from, int row, int column);

    /// Where this picture shows a selection.
    Mark mark(Selection selection);
}
