package org.sextant.app.attribution;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.ExportOptions;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.FigureExport;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.TsvText;
import org.sextant.runtime.session.Provenance;

/// Takes what is shown out of the window.
///
/// @param saved hears of each file that was written; what fails goes to the window's banner
record AttributionExport(TaskExecutor tasks, SaveDialog files, Consumer<Path> saved) {
    /// What can be taken out.
    ///
    /// @param figure the picture
    /// @param table its data, as the command writes them
    record Content(Figure figure, DataTable table, Provenance provenance) {}

    /// Asks for a file and writes there, as the ending says.
    void save(Content content, String ending) {
        String name = content.figure().title().replaceAll("[^\\p{L}\\p{N}_.]+", "-");
        files.choose(name + ending).ifPresent(file -> BackgroundTask.working("Export", () -> {
            FigureExport.write(content.figure(), content.table(), file,
                    new ExportOptions(Optional.of(content.provenance()), true), true);
            return file;
        }).onSuccess(saved).startWith(tasks));
    }

    /// Puts the data on the clipboard, as spreadsheets paste them.
    void copy(Content content) {
        BackgroundTask.working("Copy", () -> TsvText.of(content.table())).onSuccess(text -> {
            var clip = new ClipboardContent();
            clip.putString(text);
            Clipboard.getSystemClipboard().setContent(clip);
        }).startWith(tasks);
    }
}
