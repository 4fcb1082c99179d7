package org.sextant.app.chart;

import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.sextant.runtime.session.Provenance;

/// The numbers behind a picture, one row a value. Rows are made while they are read, so that a table of millions of
/// values takes no memory.
///
/// @param columns names of the columns, which scripts rely on
/// @param rows the rows from the first on, anew at each call
public record DataTable(List<String> columns, Supplier<Stream<List<DataCell>>> rows) {
    public DataTable {
        columns = List.copyOf(columns);
    }

    /// The same table with a first column that says the same in every row.
    public DataTable behind(String column, DataCell cell) {
        return new DataTable(prepended(column, columns), () -> rows.get().map(row -> prepended(cell, row)));
    }

    private static <T> List<T> prepended(T first, List<T> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    /// The rows as CSV writes them.
    public Stream<List<String>> texts() {
        return rows.get().map(row -> row.stream().map(DataCell::text).toList());
    }

    /// The rows with their names, as JSON writes them.
    public Stream<Map<String, @Nullable Object>> records() {
        return rows.get().map(this::named);
    }

    private Map<String, @Nullable Object> named(List<DataCell> row) {
        var named = new LinkedHashMap<String, @Nullable Object>();
        for (int index = 0; index < columns.size(); index++) {
            named.put(columns.get(index), row.get(index).json());
        }
        return named;
    }

    /// Writes names and rows as CSV (RFC 4180, lines end with a line feed).
    ///
    /// @throws IOException if `out` does
    public void writeCsv(Appendable out) throws IOException {
        writeCsv(Stream.of(this), out);
    }

    /// Writes tables with the same columns as one, each while it is given, so that no two need to be there at once.
    ///
    /// @throws IOException if `out` does
    public static void writeCsv(Stream<DataTable> parts, Appendable out) throws IOException {
        CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
        boolean first = true;
        for (Iterator<DataTable> part = parts.iterator(); part.hasNext();) {
            DataTable table = part.next();
            if (first) {
                csv.printRecord(table.columns());
                first = false;
            }
            table.printRows(csv);
        }
        csv.flush();
    }

    private void printRows(CSVPrinter csv) throws IOException {
        try (Stream<List<String>> all = texts()) {
            for (Iterator<List<String>> row = all.iterator(); row.hasNext();) {
                csv.printRecord(row.next());
            }
        }
    }

    /// Writes `{"rows": […], "provenance": {…}}`, a row a line.
    ///
    /// @throws IOException if `out` does
    public void writeJson(Writer out, Optional<Provenance> provenance) throws IOException {
        var json = new ObjectMapper();
        out.write("{\n  \"rows\": [");
        String before = "\n    ";
        try (Stream<Map<String, @Nullable Object>> all = records()) {
            for (Iterator<Map<String, @Nullable Object>> row = all.iterator(); row.hasNext();) {
                out.write(before + json.writeValueAsString(row.next()));
                before = ",\n    ";
            }
        }
        out.write("\n  ]");
        if (provenance.isPresent()) {
            out.write(",\n  \"provenance\": " + json.writeValueAsString(provenance.get()));
        }
        out.write("\n}\n");
    }
}
