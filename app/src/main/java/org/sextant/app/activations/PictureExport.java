package org.sextant.app.activations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.ExportOptions;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.FigureExport;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.chart.TableFile;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.TsvText;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.session.Provenance;

/// Takes a picture out of the window: as a file or through the clipboard. Files are written under a temporary name and
/// moved, so that there is never half a file.
final class PictureExport {
    /// What can be written.
    enum Format {
        PNG("Picture (PNG)…", "Shortcut+Shift+E"), SVG("Picture (SVG)…", "Shortcut+Alt+E"), PDF("Picture (PDF)…", ""),
        CSV("Data (CSV)…", ""), JSON("Data (JSON)…", "");

        private final String title;
        private final String key;

        Format(String title, String key) {
            this.title = title;
            this.key = key;
        }

        /// The keys that write it.
        Optional<String> key() {
            return Optional.of(key).filter(keys -> !keys.isEmpty());
        }

        String title() {
            return title;
        }

        String ending() {
            return "." + name().toLowerCase(Locale.ROOT);
        }

        /// The file of the name that was typed; without this format's ending, that is added.
        Path named(Path typed) {
            boolean ends = typed.toString().toLowerCase(Locale.ROOT).endsWith(ending());
            return ends ? typed : typed.resolveSibling(typed.getFileName() + ending());
        }
    }

    private final TaskExecutor tasks;
    private final SaveDialog files;
    private final Consumer<Path> saved;

    /// @param saved hears of each file that was written; what fails goes to the window's banner
    PictureExport(TaskExecutor tasks, SaveDialog files, Consumer<Path> saved) {
        this.tasks = tasks;
        this.files = files;
        this.saved = saved;
    }

    /// Asks for a file and writes it away from the UI thread.
    void save(Drawing<?> drawing, Format format) {
        choose(drawing.heatmap().title(), format, file -> write(drawing, format, file));
    }

    /// The same for a figure beside the picture.
    void save(Figure figure, Provenance provenance, Format format) {
        choose(figure.title(), format, file -> write(figure,
                figure.table(), provenance, format, file));
    }

    private void choose(String title, Format format, Consumer<Path> writing) {
        files.choose(fileName(title) + format.ending())
                .ifPresent(typed -> BackgroundTask.working("Export", () -> {
                    Path file = format.named(typed);
                    if (!file.equals(typed) && Files.exists(file)) {
                        throw TableException.inTheWay(file);
                    }
                    writing.accept(file);
                    return file;
                }).onSuccess(saved).startWith(tasks));
    }

    /// Puts labels and values on the clipboard.
    void copy(Heatmap heatmap) {
        BackgroundTask.working("Copy", () -> TsvText.of(heatmap)).onSuccess(CopyTable::toClipboard).startWith(tasks);
    }

    /// `norm-of-blocks-hook_resid_post`.
    static String fileName(String title) {
        return title.replaceAll("[^\\p{L}\\p{N}_.]+", "-").replaceAll("[-.]{2,}", "-");
    }

    /// The dialog has asked whether an existing file of the typed name may be replaced.
    private static void write(Drawing<?> drawing, Format format, Path file) {
        write(HeatmapFigure.of(drawing.heatmap()), drawing.table(), drawing.provenance(), format,
                file);
    }

    private static void write(Figure figure, DataTable table, Provenance provenance, Format format, Path file) {
        Optional<Provenance> from = Optional.of(provenance);
        switch (format) {
            case CSV -> writeTable(file, temporary -> TableFile.csv(table, from, temporary));
            case JSON -> writeTable(file, temporary -> TableFile.json(table, from, temporary));
            case PNG, SVG, PDF -> FigureExport.write(figure, file, new ExportOptions(from, true), true);
        }
    }

    private static void writeTable(Path file, WholeFile.Content table) {
        try {
            WholeFile.write(file, table);
        } catch (IOException failure) {
            throw new TableException(file, failure);
        }
    }
}
