package org.sextant.app.activations;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The numbers behind a picture, one row a value. Rows are made while they are read, so that a table of millions of
/// values takes no memory.
///
/// @param columns names of the columns, as CLI.md fixes them
/// @param rows the rows from the first on, anew at each call
public record DataTable(List<String> columns, Supplier<Stream<List<String>>> rows) {
    public DataTable {
        columns = List.copyOf(columns);
    }

    /// Tables with the same columns, one after another.
    ///
    /// @param parts at least one
    public static DataTable joined(List<DataTable> parts) {
        return new DataTable(parts.getFirst().columns(), () -> parts.stream().flatMap(part -> part.rows().get()));
    }

    /// The same table with a first column that says the same in every row.
    public DataTable behind(String column, String text) {
        return new DataTable(prepended(column, columns), () -> rows.get().map(row -> prepended(text, row)));
    }

    private static List<String> prepended(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    /// Writes names and rows as CSV (RFC 4180, lines end with a line feed).
    ///
    /// @throws IOException if `out` does
    public void writeCsv(Appendable out) throws IOException {
        CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
        csv.printRecord(columns);
        try (Stream<List<String>> all = rows.get()) {
            for (Iterator<List<String>> row = all.iterator(); row.hasNext();) {
                csv.printRecord(row.next());
            }
        }
        csv.flush();
    }

    /// The shortest text that gives the same float again; `NaN` where there is no value.
    static String number(float value) {
        return Float.toString(value);
    }
}
