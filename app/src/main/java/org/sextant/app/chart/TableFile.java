package org.sextant.app.chart;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
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

    /// Writes Parquet, and its provenance beside it.
    public static void parquet(DataTable table, Optional<Provenance> provenance, Path file) throws IOException {
        parquet(Stream.of(table), file);
        if (provenance.isPresent()) {
            ProvenanceFile.write(provenance.get(), file);
        }
    }

    /// Writes tables with the same columns as one Parquet file, each while it is given. A column is text, whole or real as
    /// its first cell of the first table is that is not empty.
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
        List<Integer> untyped = IntStream.range(0, table.columns().size()).boxed()
                .collect(Collectors.toCollection(ArrayList::new));
        Map<Integer, ParquetFile.Type> types = new HashMap<>();
        try (Stream<List<DataCell>> rows = table.rows().get()) {
            Iterator<List<DataCell>> each = rows.iterator();
            while (!untyped.isEmpty() && each.hasNext()) {
                List<DataCell> row = each.next();
                untyped.stream().filter(column -> !(row.get(column) instanceof DataCell.Empty))
                        .forEach(column -> types.put(column, type(row.get(column))));
                untyped.removeAll(types.keySet());
            }
        }
        return IntStream.range(0, table.columns().size())
                .mapToObj(column -> new ParquetFile.Column(table.columns().get(column),
                        types.getOrDefault(column, ParquetFile.Type.TEXT)))
                .toList();
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
