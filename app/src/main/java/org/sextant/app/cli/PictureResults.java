package org.sextant.app.cli;

import java.util.List;
import java.util.stream.Stream;

import org.sextant.app.activations.Drawing;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.HeatmapFigure;
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
        static Shown of(Drawing<?> drawing) {
            return new Shown(HeatmapFigure.of(drawing.heatmap()), drawing.table(), drawing.provenance());
        }
    }

    /// @param further formats that the command writes beside tables and pictures
    static PictureResults prepare(CommandContext context, OutputOptions output, boolean many,
            SeedOption seed, OutputFormat... further) {
        Results results = Results.prepare(context, output, many, Stream.concat(Stream.of(further),
                Stream.of(OutputFormat.CSV, OutputFormat.JSON, OutputFormat.PNG, OutputFormat.SVG, OutputFormat.PDF))
                .toArray(OutputFormat[]::new));
        if (many && results.format().filter(OutputFormat::picture).isPresent()) {
            throw new CommandException("a picture shows one prompt", "--prompts with --out " + output.file,
                    "give one with --prompt, or write .csv or .json");
        }
        return new PictureResults(results, seed);
    }

    /// @param pictures each made when it is taken; at least one
    void deliver(List<String> warnings, Stream<Answer<Shown>> pictures) {
        new TableResults(results, seed).deliver(warnings, pictures.map(picture -> {
            if (drawn()) {
                draw(picture.value());
            }
            return picture.map(each -> new TableResults.Shown(each.table(), each.provenance()));
        }));
    }

    /// Whether a picture was asked for.
    boolean drawn() {
        return results.format().filter(OutputFormat::picture).isPresent();
    }

    private void draw(Shown picture) {
        results.file(temporary -> PictureFile.write(picture.figure(), seed.into(picture.provenance()), temporary));
    }
}
