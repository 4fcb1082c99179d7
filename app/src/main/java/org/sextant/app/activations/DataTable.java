package org.sextant.app.activations;

import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
/// @param columns names of the columns, as CLI.md fixes them
/// @param rows the rows from the first on, anew at each call
public record DataTable(List<String> columns, Supplier<Stream<List<String>>> rows) {
    private static final Set<String> TEXTS = Set.of("site", "token", "predicted");

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

    /// The rows with their names: texts as they are, numbers as numbers, null where a row has none or it is not finite.
    public Stream<Map<String, @Nullable Object>> records() {
        return rows.get().map(this::named);
    }

    private Map<String, @Nullable Object> named(List<String> row) {
        var named = new LinkedHashMap<String, @Nullable Object>();
        for (int index = 0; index < columns.size(); index++) {
            String column = columns.get(index);
            named.put(column, TEXTS.contains(column) ? row.get(index) : number(row.get(index)));
        }
        return named;
    }

    private static @Nullable Number number(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (text.chars().allMatch(sign -> sign == '-' || Character.isDigit(sign))) {
            return Long.valueOf(text);
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? value : null;
    }

    /// Writes `{"rows": […], "provenance": {…}}`, a row a line.
    ///
    /// @throws IOException if `out` does
    public void writeJson(Writer out, Provenance provenance) throws IOException {
        var json = new ObjectMapper();
        out.write("{\n  \"rows\": [");
        String before = "\n    ";
        try (Stream<Map<String, @Nullable Object>> all = records()) {
            for (Iterator<Map<String, @Nullable Object>> row = all.iterator(); row.hasNext();) {
                out.write(before + json.writeValueAsString(row.next()));
                before = ",\n    ";
            }
        }
        out.write("\n  ],\n  \"provenance\": " + json.writeValueAsString(provenance) + "\n}\n");
    }

    /// The shortest text that gives the same float again; `NaN` where there is no value.
    static String number(float value) {
        return Float.toString(value);
    }
}
