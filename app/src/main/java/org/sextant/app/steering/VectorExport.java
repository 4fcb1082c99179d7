package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.ExportOptions;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.FigureExport;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.TsvText;
import org.sextant.runtime.session.Provenance;

/// Takes the pictures of a vector and the vector itself out of the window.
///
/// @param saved hears of each file that was written; what fails goes to the window's banner
record VectorExport(TaskExecutor tasks, SaveDialog files, Consumer<Path> saved) {
    /// Asks for a file and writes a figure or its data there, as the ending says.
    void figure(Figure figure, Optional<Provenance> provenance, String ending) {
        figure(figure, figure.table(), provenance, ending);
    }

    /// The same with other data than the figure's own.
    void figure(Figure figure, DataTable table, Optional<Provenance> provenance, String ending) {
        files.choose(name(figure.title()) + ending).ifPresent(file -> BackgroundTask.working("Export", () -> {
            FigureExport.write(figure, table, file, new ExportOptions(provenance, true), true);
            return file;
        }).onSuccess(saved).startWith(tasks));
    }

    /// Puts a table on the clipboard, as spreadsheets paste it.
    void copy(DataTable table) {
        BackgroundTask.working("Copy", () -> TsvText.of(table)).onSuccess(CopyTable::toClipboard).startWith(tasks);
    }

    /// Asks for a file and writes the vector there, as the ending says.
    void vector(VectorsViewModel model, String ending) {
        model.madeProperty().get().flatMap(made -> files.choose(name(made.name()) + ending))
                .ifPresent(file -> model.save(file, saved));
    }

    private static String name(String title) {
        return title.replaceAll("[^\\p{L}\\p{N}_.]+", "-");
    }
}
