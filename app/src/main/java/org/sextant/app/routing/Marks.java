package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Mark;

/// What a map of experts marks.
///
/// @param mark the row or column that is looked at as a whole
/// @param cell the cell that is looked at
/// @param pins where the selected expert was chosen, or whom the selected token went to
record Marks(Mark mark, Optional<Cell> cell, List<Cell> pins) {
    static final Marks NONE = new Marks(Mark.NONE, Optional.empty(), List.of());

    Marks {
        pins = List.copyOf(pins);
    }
}
