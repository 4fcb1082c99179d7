package org.sextant.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.List;

import org.sextant.app.activations.Picture;

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

    void deliver(List<Answer<Picture>> pictures) {
        if (results.toFile(OutputFormat.CSV)) {
            results.file(temporary -> {
                try (Writer file = Files.newBufferedWriter(temporary)) {
                    CsvTables.write(pictures, results.many(), file);
                }
            });
        }
        if (results.format().filter(OutputFormat::picture).isPresent()) {
            results.file(temporary -> PictureFile.write(pictures.getFirst().value(), temporary));
        }
        results.json(() -> Answer.map(pictures, picture -> Documents.Table.of(picture.table(), picture.provenance())));
        if (results.plain()) {
            print(pictures);
        }
    }

    private void print(List<Answer<Picture>> pictures) {
        try {
            CsvTables.write(pictures, results.many(), results.context().out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
