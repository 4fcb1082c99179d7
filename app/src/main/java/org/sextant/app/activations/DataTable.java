package org.sextant.app.activations;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The numbers behind a picture, one row a value. Rows are made while they are read, so that a table of millions of
/// values takes no memory.
///
/// @param columns names of the columns, as CLI.md fixes them
/// @param rows the rows from the first on, anew at each call
public record DataTable(List<String> columns, Supplier<Stream<List<String>>> rows) {
    public DataTable {
        columns = List.copyOf(columns);
    }

    /// The shortest text that gives the same float again; `NaN` where there is no value.
    static String number(float value) {
        return Float.toString(value);
    }
}
