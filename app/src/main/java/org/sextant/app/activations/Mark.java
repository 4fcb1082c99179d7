package org.sextant.app.activations;

import java.util.OptionalInt;

/// Where a picture marks the shared selection: a cell, or a whole row or column where only that is known.
///
/// @param row counted from the top
/// @param column counted from the left
public record Mark(OptionalInt row, OptionalInt column) {
    public static final Mark NONE = new Mark(OptionalInt.empty(), OptionalInt.empty());

    boolean isNone() {
        return row.isEmpty() && column.isEmpty();
    }
}
