package org.sextant.runtime.harvest;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Writes a table as Parquet, by the database that writes harvests.
public final class ParquetFile {
    private ParquetFile() {}

    /// What a column holds.
    public enum Type {
        TEXT("varchar"), WHOLE("bigint"), REAL("double");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }
    }

    /// One column.
    public record Column(String name, Type type) {}

    /// Writes rows in their order.
    ///
    /// @param rows each as many values as there are columns: a `String`, `Long` or `Double` as the column says, or null
    /// @param out replaced where it exists
    /// @throws HarvestException if the file cannot be written
    public static void write(List<Column> columns, Iterator<? extends List<? extends @Nullable Object>> rows,
            Path out) {
        try (Database database = Database.inMemory(out)) {
            database.whole(() -> {
                database.execute("create table rows (" + columns.stream()
                        .map(column -> "\"" + column.name().replace("\"", "\"\"") + "\" " + column.type().sql)
                        .collect(Collectors.joining(", ")) + ")");
                try (DuckDBAppender appender = database.appender("rows")) {
                    while (rows.hasNext()) {
                        append(appender, rows.next());
                    }
                }
                database.execute(String.format(Locale.ROOT, "copy rows to '%s' (format parquet, compression zstd)",
                        out.toString().replace("'", "''")));
                return out;
            });
        }
    }

    private static void append(DuckDBAppender appender, List<? extends @Nullable Object> row) throws SQLException {
        appender.beginRow();
        for (Object value : row) {
            switch (value) {
                case null -> appender.appendNull();
                case String text -> appender.append(text);
                case Long whole -> appender.append(whole.longValue());
                case Double real -> appender.append(real.doubleValue());
                default -> throw new IllegalArgumentException("a value of " + value.getClass());
            }
        }
        appender.endRow();
    }
}
