package org.sextant.app.view;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.ExportOptions;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.FigureExport;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.session.Provenance;

/// Takes figures and their data out of the window.
///
/// @param saved hears of each file that was written; what fails goes to the window's banner
public record FigureFiles(TaskExecutor tasks, SaveDialog files, Consumer<Path> saved) {
    /// Asks for a file and writes a figure or its data there, as the ending says.
    public void figure(Figure figure, Optional<Provenance> provenance, String ending) {
        figure(figure, figure.table(), provenance, ending);
    }

    /// The same with other data than the figure's own.
    public void figure(Figure figure, DataTable table, Optional<Provenance> provenance, String ending) {
        files.choose(name(figure.title()) + ending).ifPresent(file -> BackgroundTask.working("Export", () -> {
            FigureExport.write(figure, table, file, new ExportOptions(provenance, true), true);
            return file;
        }).onSuccess(saved).startWith(tasks));
    }

    /// Asks for a file and writes something else there, whole or not at all.
    ///
    /// @param name that is suggested, with its ending
    public void file(String name, WholeFile.Content content) {
        files.choose(name(name)).ifPresent(file -> BackgroundTask.working("Export", () -> {
            FigureExport.write(file, true, content);
            return file;
        }).onSuccess(saved).startWith(tasks));
    }

    /// Puts a table on the clipboard, as spreadsheets paste it.
    public void copy(DataTable table) {
        BackgroundTask.working("Copy", () -> TsvText.of(table)).onSuccess(CopyTable::toClipboard).startWith(tasks);
    }

    /// A name for a file, from a title.
    public static String name(String title) {
        return title.replaceAll("[^\\p{L}\\p{N}_.]+", "-");
    }
}
