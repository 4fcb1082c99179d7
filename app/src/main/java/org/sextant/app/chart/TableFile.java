package org.sextant.app.chart;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.harvest.ParquetFile;
import org.sextant.runtime.session.Provenance;

/// A table as a file.
public final class TableFile {
    private TableFile() {}

    /// Writes CSV, and its provenance beside it.
    public static void csv(DataTable table, Optional<Provenance> provenance, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            table.writeCsv(out);
        }
        if (provenance.isPresent()) {
            ProvenanceFile.write(provenance.get(), file);
        }
    }

    /// Writes tables with the same columns as one Parquet file, each while it is given. A column is text, whole or real as
    /// it is in the first row of the first table.
    ///
    /// @param parts one at least
    /// @throws org.sextant.runtime.SextantException if the file cannot be written
    public static void parquet(Stream<DataTable> parts, Path file) {
        Iterator<DataTable> tables = parts.iterator();
        DataTable table = tables.next();
        List<ParquetFile.Column> columns = columns(table);
        Stream<List<DataCell>> rows = Stream.concat(Stream.of(table), remaining(tables))
                .flatMap(part -> part.rows().get());
        ParquetFile.write(columns, rows.map(row -> row.stream().map(TableFile::value).toList()).iterator(), file);
    }

    private static List<ParquetFile.Column> columns(DataTable table) {
        try (Stream<List<DataCell>> rows = table.rows().get()) {
            List<DataCell> first = rows.findFirst().orElse(List.of());
            return IntStream.range(0, table.columns().size())
                    .mapToObj(column -> new ParquetFile.Column(table.columns().get(column),
                            first.isEmpty() ? ParquetFile.Type.TEXT : type(first.get(column))))
                    .toList();
        }
    }

    private static <T> Stream<T> remaining(Iterator<T> rest) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rest, Spliterator.ORDERED), false);
    }

    private static ParquetFile.Type type(DataCell cell) {
        return switch (cell) {
            case DataCell.Whole _ -> ParquetFile.Type.WHOLE;
            case DataCell.Real _ -> ParquetFile.Type.REAL;
            default -> ParquetFile.Type.TEXT;
        };
    }

    private static @Nullable Object value(DataCell cell) {
        return switch (cell) {
            case DataCell.Text text -> text.value();
            case DataCell.Whole whole -> whole.value();
            case DataCell.Real real -> real.value().doubleValue();
            case DataCell.Empty _ -> null;
        };
    }

    /// Writes JSON with the provenance in it.
    public static void json(DataTable table, Optional<Provenance> provenance, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            table.writeJson(out, provenance);
        }
    }
}
