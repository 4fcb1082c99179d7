package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.Optional;

import org.sextant.app.chart.ExportOptions;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.FigureExport;
import org.sextant.runtime.session.Provenance;

/// A figure of a view as a file, drawn as the window exports it.
final class PictureFile {
    private PictureFile() {}

    /// Writes PNG, SVG or PDF, as the file's ending says.
    static void write(Figure figure, Provenance provenance, Path file) {
        FigureExport.write(figure, file, new ExportOptions(Optional.of(provenance), true), false);
    }
}
