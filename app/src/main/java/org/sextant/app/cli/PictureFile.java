package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.Optional;

import org.sextant.app.activations.Picture;
import org.sextant.app.chart.ExportOptions;
import org.sextant.app.chart.FigureExport;
import org.sextant.app.chart.HeatmapFigure;

/// A picture of a view as a file, drawn as the window exports it.
final class PictureFile {
    private PictureFile() {}

    /// Writes PNG, SVG or PDF, as the file's ending says.
    static void write(Picture picture, Path file) {
        FigureExport.write(HeatmapFigure.of(picture.heatmap()),
                file, new ExportOptions(Optional.of(picture.provenance()), true), false);
    }
}
