package org.sextant.app.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.ExportOptions;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.FigureExport;
import org.sextant.app.chart.TableFile;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.TsvText;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.session.Provenance;

/// Takes pictures and tables of features out of the window.
///
/// @param saved hears of each file that was written; what fails goes to the window's banner
record FeatureExport(TaskExecutor tasks, SaveDialog files, Consumer<Path> saved) {
    /// Asks for a file and writes a figure or its data there, as the ending says.
    void figure(Figure figure, Provenance provenance, String ending) {
        ask(figure.title() + ending, (file, options) -> FigureExport.write(figure, file, options, true), provenance);
    }

    /// The same for a table without a picture.
    void table(String title, DataTable table, Provenance provenance, String ending) {
        ask(title + ending, (file, options) -> write(table, options.provenance(), file), provenance);
    }

    /// Puts a table on the clipboard.
    void copy(DataTable table) {
        BackgroundTask.working("Copy", () -> TsvText.of(table)).onSuccess(CopyTable::toClipboard).startWith(tasks);
    }

    /// Asks for a file that something else writes.
    void file(String name, Consumer<Path> writer) {
        files.choose(plain(name)).ifPresent(writer);
    }

    private void ask(String name, BiConsumer<Path, ExportOptions> writer, Provenance provenance) {
        file(name, file -> BackgroundTask.working("Export", () -> {
            writer.accept(file, new ExportOptions(Optional.of(provenance), true));
            return file;
        }).onSuccess(saved).startWith(tasks));
    }

    private static void write(DataTable table, Optional<Provenance> provenance, Path file) {
        try {
            if (file.toString().endsWith(".json")) {
                WholeFile.write(file, temporary -> TableFile.json(table, provenance, temporary));
            } else {
                WholeFile.write(file, temporary -> TableFile.csv(table, provenance, temporary));
            }
        } catch (IOException failure) {
            throw new FeaturesException("the file cannot be written (" + failure.getMessage() + ")", "to " + file,
                    "choose another place", failure);
        }
    }

    private static String plain(String title) {
        return title.replaceAll("[^\\p{L}\\p{N}_.]+", "-").replaceAll("-\\.", ".");
    }
}
