package org.sextant.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.sextant.app.activations.Picture;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.ProvenanceFile;

/// Delivers pictures of the views: as CSV, as JSON, or drawn.
record PictureResults(Results results) {
    static PictureResults prepare(CommandContext context, OutputOptions output, boolean many) {
        Results results = Results.prepare(context, output, many, OutputFormat.CSV, OutputFormat.JSON, OutputFormat.PNG,
                OutputFormat.SVG, OutputFormat.PDF);
        if (many && results.format().filter(OutputFormat::picture).isPresent()) {
            throw new CommandException("a picture shows one prompt", "--prompts with --out " + output.file,
                    "give one with --prompt, or write .csv or .json");
        }
        return new PictureResults(results);
    }

    void deliver(List<String> warnings, List<Answer<Picture>> pictures) {
        if (results.toFile(OutputFormat.CSV)) {
            results.file(temporary -> {
                try (Writer file = Files.newBufferedWriter(temporary)) {
                    DataTable.writeCsv(tables(pictures), file);
                }
                writeProvenance(pictures, temporary);
            });
        }
        if (results.format().filter(OutputFormat::picture).isPresent()) {
            results.file(temporary -> PictureFile.write(pictures.getFirst().value(), temporary));
        }
        results.json(warnings,
                () -> Answer.map(pictures, picture -> Documents.Table.of(picture.table(), picture.provenance())));
        if (results.plain()) {
            print(pictures);
        }
    }

    /// The tables behind the pictures as one. Prompts from a file have their number in a first column `prompt`.
    private Stream<DataTable> tables(List<Answer<Picture>> pictures) {
        return pictures.stream().map(picture -> results.many()
                ? picture.value().table().behind("prompt", DataCell.of(picture.number()))
                : picture.value().table());
    }

    private void writeProvenance(List<Answer<Picture>> pictures, Path csv) throws IOException {
        if (results.many()) {
            ProvenanceFile.write(pictures.stream().map(picture -> new ProvenanceFile.Source(picture.number(),
                    picture.label(), picture.value().provenance())).toList(), csv);
        } else {
            ProvenanceFile.write(pictures.getFirst().value().provenance(), csv);
        }
    }

    private void print(List<Answer<Picture>> pictures) {
        try {
            DataTable.writeCsv(tables(pictures), results.context().out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
