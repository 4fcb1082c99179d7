package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Figure;
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
    private final ReportItems items;
    private final ReportViewModel.Remembered remembered = new ReportViewModel.Remembered();
    private final ReportDialog dialog;
    private final FigureFiles files;
    private final BooleanProperty showing = new SimpleBooleanProperty(this, "showing");
    private final List<Command> all;

    CompareCommands(CompareViewModel model, FigureFiles files, ReportDialog dialog) {
        this.model = model;
        this.contents = new CompareContents(model);
        this.items = new ReportItems(model);
        this.dialog = dialog;
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
                () -> showing.get() && contents.hasFigure(), contents.observables(showing));
        ObservableBooleanValue counted = Bindings.createBooleanBinding(
                () -> showing.get() && contents.table().isPresent(), contents.observables(showing));
        for (String ending : ENDINGS) {
            Command command = Command.of(Menu.FILE, "Comparison (" + ending.substring(1).toUpperCase(Locale.ROOT)
                    + ")…", () -> contents.figure().ifPresent(shown -> save(shown, ending))).enabledWhen(drawn);
            commands.add(KEYS.containsKey(ending) ? command.withKey(KEYS.get(ending)) : command);
        }
        commands.add(more(PairKind.PROMPT, "Candidates at every token (CSV)…"));
        commands.add(more(PairKind.MATRIX, "Layers that stand beside each other (CSV)…"));
        commands.add(Command.of(Menu.FILE, "Report of the comparison, one page (HTML or PDF)…", this::report)
                .enabledWhen(Bindings.createBooleanBinding(() -> showing.get() && items.draft().isPresent(),
                        contents.observables(showing))));
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

    /// Asks which of all that was looked at shall be on the page, then where it shall be written.
    private void report() {
        items.draft().map(draft -> new ReportViewModel(draft, remembered))
                .ifPresent(choice -> dialog.ask(choice, () -> write(choice.decide())));
    }

    private void write(ReportViewModel.Decision decided) {
        files.files().choose(FigureFiles.name(decided.draft().title()) + decided.format().ending())
                .ifPresent(file -> BackgroundTask.working("Report", () -> {
                    decided.page().write(file, true);
                    return file;
                }).onSuccess(files.saved()).startWith(files.tasks()));
    }
}
