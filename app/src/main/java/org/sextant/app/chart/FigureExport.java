package org.sextant.app.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.sextant.runtime.WholeFile;

/// Writes figures and their data to files. A file appears whole or not at all; beside CSV and Parquet stands
/// the provenance.
public final class FigureExport {
    private FigureExport() {}

    /// Writes a figure in the format that the file's ending names: `.png .svg .pdf .csv .json .parquet`.
    ///
    /// @param force whether an existing file may be replaced
    /// @throws ExportException if the ending is unknown, the folder is absent, the file exists or cannot be written
    public static void write(Figure figure, Path file, ExportOptions options, boolean force) {
        write(figure, figure.table(), file, options, force);
    }

    /// The same, where the data are another table than the figure's own.
    ///
    /// @param table what `.csv`, `.json` and `.parquet` hold
    public static void write(Figure figure, DataTable table, Path file, ExportOptions options, boolean force) {
        Encoder encoder = encoder(file.toAbsolutePath());
        Page page = new Page(figure, table, options);
        write(file, force, temporary -> encoder.write(page, temporary));
    }

    /// Writes something else, whole or not at all.
    ///
    /// @param force whether an existing file may be replaced
    /// @throws ExportException if the folder is absent, the file exists or cannot be written
    public static void write(Path file, boolean force, WholeFile.Content content) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ExportException("the folder does not exist", file, "make it or choose another", null);
        }
        if (!force && Files.exists(target)) {
            throw new ExportException("the file exists", file, "choose another name or let it be replaced", null);
        }
        try {
            WholeFile.write(target, content);
        } catch (IOException | UncheckedIOException e) {
            throw new ExportException("the file could not be written (" + e.getMessage() + ")", file,
                    "make room or choose another place", e);
        }
    }

    private static Encoder encoder(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "png" -> PictureFiles::png;
            case "svg" -> PictureFiles::svg;
            case "pdf" -> PictureFiles::pdf;
            case "csv" -> (page, to) -> TableFile.csv(page.table(), page.options().provenance(), to);
            case "json" -> (page, to) -> TableFile.json(page.table(), page.options().provenance(), to);
            case "parquet" -> (page, to) -> TableFile.parquet(page.table(), page.options().provenance(), to);
            default -> throw new ExportException("no figure format has this ending", file,
                    "end the name in .png, .svg, .pdf, .csv, .json or .parquet", null);
        };
    }

    /// Writes a page in one format.
    private interface Encoder {
        void write(Page page, Path file) throws IOException;
    }
}
