package org.sextant.app.chart;

import java.util.Optional;
import java.util.OptionalInt;

/// Where a picture marks what is selected elsewhere: a cell, or a whole row or column where only that is known.
///
/// @param row counted from the top
/// @param column counted from the left
public record Mark(OptionalInt row, OptionalInt column) {
    public static final Mark NONE = new Mark(OptionalInt.empty(), OptionalInt.empty());

    /// The cell, where row and column are known.
    public Optional<Cell> cell() {
        return row.isPresent() && column.isPresent()
                ? Optional.of(new Cell(row.getAsInt(), column.getAsInt()))
                : Optional.empty();
    }

    /// Whether a cell lies in the marked row or column.
    public boolean holds(Cell cell) {
        return !equals(NONE) && row.orElse(cell.row()) == cell.row() && column.orElse(cell.column()) == cell.column();
    }
}
