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

import org.sextant.app.activations.Picture;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.chart.ProvenanceFile;
import org.sextant.runtime.session.Provenance;

/// Delivers pictures of the views: as CSV, as JSON, or drawn. Those of many prompts pass through one at a time.
///
/// @param seed goes into their provenance
record PictureResults(Results results, SeedOption seed) {
    /// What a view shows of one prompt.
    ///
    /// @param table the numbers behind the figure
    /// @param provenance how to get them again
    record Shown(Figure figure, DataTable table, Provenance provenance) {
        static Shown of(Picture picture) {
            return new Shown(HeatmapFigure.of(picture.heatmap()), picture.table(), picture.provenance());
        }
    }

    static PictureResults prepare(CommandContext context, OutputOptions output, boolean many,
            SeedOption seed) {
        Results results = Results.prepare(context, output, many, OutputFormat.CSV, OutputFormat.JSON, OutputFormat.PNG,
                OutputFormat.SVG, OutputFormat.PDF);
        if (many && results.format().filter(OutputFormat::picture).isPresent()) {
            throw new CommandException("a picture shows one prompt", "--prompts with --out " + output.file,
                    "give one with --prompt, or write .csv or .json");
        }
        return new PictureResults(results, seed);
    }

    /// @param pictures each made when it is taken; at least one
    void deliver(List<String> warnings, Stream<Answer<Shown>> pictures) {
        var documents = new ArrayList<Answer<Documents.Table>>();
        UnaryOperator<Answer<Shown>> noted = picture -> {
            if (results.wantsJson()) {
                documents.add(picture.map(each -> Documents.Table.of(each.table(), provenance(each))));
            }
            return picture;
        };
        Stream<Answer<Shown>> passing = pictures.map(noted);
        if (results.toFile(OutputFormat.CSV)) {
            results.file(temporary -> writeCsv(passing, temporary));
        } else if (drawn()) {
            results.file(temporary -> draw(passing.findFirst().orElseThrow().value(), temporary));
        } else if (results.plain()) {
            print(passing);
        } else {
            passing.forEach(_ -> {});
        }
        results.json(warnings, documents);
    }

    /// Whether a picture was asked for.
    boolean drawn() {
        return results.format().filter(OutputFormat::picture).isPresent();
    }

    private Provenance provenance(Shown picture) {
        return seed.into(picture.provenance());
    }

    private void draw(Shown picture, Path file) {
        PictureFile.write(picture.figure(), provenance(picture), file);
    }

    private void writeCsv(Stream<Answer<Shown>> pictures, Path csv) throws IOException {
        var sources = new ArrayList<ProvenanceFile.Source>();
        try (Writer file = Files.newBufferedWriter(csv)) {
            DataTable.writeCsv(pictures.map(picture -> {
                sources.add(new ProvenanceFile.Source(picture.number(), picture.label(),
                        provenance(picture.value())));
                return table(picture);
            }), file);
        }
        if (results.many()) {
            ProvenanceFile.write(sources, csv);
        } else {
            ProvenanceFile.write(sources.getFirst().provenance(), csv);
        }
    }

    /// The table behind a picture. Prompts from a file have their number in a first column `prompt`.
    private DataTable table(Answer<Shown> picture) {
        return results.many()
                ? picture.value().table().behind("prompt", DataCell.of(picture.number()))
                : picture.value().table();
    }

    private void print(Stream<Answer<Shown>> pictures) {
        try {
            DataTable.writeCsv(pictures.map(this::table), results.context().out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
