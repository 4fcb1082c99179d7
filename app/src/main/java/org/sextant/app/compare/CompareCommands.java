package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.ReportFile;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.FigureFiles;

/// What can be done in the view, with its keys, which work while it is shown.
final class CompareCommands {
    private static final List<String> ENDINGS = List.of(".png", ".svg", ".pdf", ".csv", ".json");
    private static final Map<String, String> KEYS = Map.of(".png", "Shortcut+Shift+E", ".svg", "Shortcut+Alt+E");

    private final CompareViewModel model;
    private final CompareContents contents;
    private final FigureFiles files;
    private final BooleanProperty showing = new SimpleBooleanProperty(this, "showing");
    private final List<Command> all;

    CompareCommands(CompareViewModel model, FigureFiles files) {
        this.model = model;
        this.contents = new CompareContents(model);
        this.files = files;
        this.all = made();
    }

    BooleanProperty showingProperty() {
        return showing;
    }

    List<Command> all() {
        return all;
    }

    private List<Command> made() {
        List<Command> commands = new ArrayList<>();
        ObservableBooleanValue drawn = Bindings.createBooleanBinding(
                () -> showing.get() && contents.figure().isPresent(), contents.observables(showing));
        ObservableBooleanValue counted = Bindings.createBooleanBinding(
                () -> showing.get() && contents.table().isPresent(), contents.observables(showing));
        for (String ending : ENDINGS) {
            Command command = Command.of(Menu.FILE, "Comparison (" + ending.substring(1).toUpperCase(Locale.ROOT)
                    + ")…", () -> contents.figure().ifPresent(shown -> save(shown, ending))).enabledWhen(drawn);
            commands.add(KEYS.containsKey(ending) ? command.withKey(KEYS.get(ending)) : command);
        }
        commands.add(more(PairKind.PROMPT, "Candidates at every token (CSV)…"));
        commands.add(more(PairKind.MATRIX, "Layers that stand beside each other (CSV)…"));
        for (String ending : ReportFile.endings()) {
            commands.add(Command.of(Menu.FILE, "Report of the comparison, one page ("
                    + ending.substring(1).toUpperCase(Locale.ROOT) + ")…", () -> report(ending))
                    .enabledWhen(Bindings.createBooleanBinding(() -> showing.get() && contents.hasReport(),
                            contents.observables(showing))));
        }
        commands.add(Command.of(Menu.EDIT, "Copy the comparison as TSV", () -> contents.table().ifPresent(files::copy))
                .enabledWhen(counted).withKey("Shortcut+Shift+C"));
        for (PairKind each : PairKind.values()) {
            commands.add(Command.of(Menu.VIEW, "Show comparison: " + each.title(),
                    () -> model.kindProperty().set(each)).enabledWhen(showing));
        }
        return List.copyOf(commands);
    }

    private Command more(PairKind of, String title) {
        return Command.of(Menu.FILE, title, () -> contents.figure().ifPresent(figure -> contents.more(of)
                .ifPresent(table -> files.figure(figure, table, contents.provenance(), ".csv"))))
                .enabledWhen(Bindings.createBooleanBinding(() -> showing.get() && model.kindProperty().get() == of
                        && contents.more(of).isPresent(), contents.observables(showing)));
    }

    private void save(Figure figure, String ending) {
        DataTable table = contents.table().orElseGet(figure::table);
        files.figure(figure, table, contents.provenance(), ending);
    }

    /// Holds every picture that has been looked at of what is compared now.
    private void report(String ending) {
        Optional<CompareReport> report = contents.report();
        report.flatMap(page -> files.files().choose(FigureFiles.name(page.report().title()) + ending))
                .ifPresent(file -> BackgroundTask.working("Report", () -> {
                    report.get().write(file, true);
                    return file;
                }).onSuccess(files.saved()).startWith(files.tasks()));
    }
}
