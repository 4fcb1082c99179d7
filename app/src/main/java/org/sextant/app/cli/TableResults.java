package org.sextant.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.ProvenanceFile;
import org.sextant.app.chart.TableFile;
import org.sextant.runtime.session.Provenance;

/// Delivers tables: as CSV or as JSON. Those of many prompts pass through one at a time.
///
/// @param seed goes into their provenance
record TableResults(Results results, SeedOption seed) {
    /// What there is to say of one prompt.
    ///
    /// @param provenance how to get the table again
    record Shown(DataTable table, Provenance provenance) {}

    static TableResults prepare(CommandContext context, OutputOptions output, boolean many, SeedOption seed) {
        return new TableResults(Results.prepare(context, output, many, OutputFormat.CSV, OutputFormat.JSON), seed);
    }

    /// @param tables each made when it is taken; at least one
    void deliver(List<String> warnings, Stream<Answer<Shown>> tables) {
        var documents = new ArrayList<Answer<Documents.Table>>();
        UnaryOperator<Answer<Shown>> noted = table -> {
            if (results.wantsJson()) {
                documents.add(table.map(each -> Documents.Table.of(each.table(), provenance(each))));
            }
            return table;
        };
        Stream<Answer<Shown>> passing = tables.map(noted);
        if (results.toFile(OutputFormat.CSV)) {
            results.file(temporary -> writeCsv(passing, temporary));
        } else if (results.toFile(OutputFormat.PARQUET)) {
            results.file(temporary -> writeParquet(passing, temporary));
        } else if (results.plain()) {
            print(passing);
        } else {
            passing.forEach(_ -> {});
        }
        results.json(warnings, documents);
    }

    private Provenance provenance(Shown shown) {
        return seed.into(shown.provenance());
    }

    private void writeCsv(Stream<Answer<Shown>> tables, Path csv) throws IOException {
        var sources = new ArrayList<ProvenanceFile.Source>();
        try (Writer file = Files.newBufferedWriter(csv)) {
            DataTable.writeCsv(noting(tables, sources), file);
        }
        writeProvenance(sources, csv);
    }

    private void writeParquet(Stream<Answer<Shown>> tables, Path parquet) throws IOException {
        var sources = new ArrayList<ProvenanceFile.Source>();
        TableFile.parquet(noting(tables, sources), parquet);
        writeProvenance(sources, parquet);
    }

    private Stream<DataTable> noting(Stream<Answer<Shown>> tables, List<ProvenanceFile.Source> sources) {
        return tables.map(table -> {
            sources.add(new ProvenanceFile.Source(table.number(), table.label(), provenance(table.value())));
            return table(table);
        });
    }

    private void writeProvenance(List<ProvenanceFile.Source> sources, Path file) throws IOException {
        if (results.many()) {
            ProvenanceFile.write(sources, file);
        } else {
            ProvenanceFile.write(sources.getFirst().provenance(), file);
        }
    }

    /// Prompts from a file have their number in a first column `prompt`.
    private DataTable table(Answer<Shown> shown) {
        return results.many()
                ? shown.value().table().behind("prompt", DataCell.of(shown.number()))
                : shown.value().table();
    }

    private void print(Stream<Answer<Shown>> tables) {
        try {
            DataTable.writeCsv(tables.map(this::table), results.context().out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
