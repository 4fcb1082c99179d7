package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;

import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Mark;
import org.sextant.app.steering.SweepViewModel.Swept;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.ExportMenu;
import org.sextant.app.view.FigureFiles;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.SavedNote;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.app.view.TsvText;
import org.sextant.app.view.ViewContext;

/// The picture of a sweep. A click, or Enter, sets the slider to what the cell shows; a dot stands where it is.
final class SweepPane {
    private static final List<String> ENDINGS = List.of(".png", ".svg", ".pdf", ".csv", ".json");
    private static final Map<String, String> KEYS = Map.of(".png", "Shortcut+Shift+E", ".svg", "Shortcut+Alt+E");

    private final ViewContext context;
    private final SweepViewModel model;
    private final HeatmapPane heatmap;
    private final List<Command> commands;
    private final Node controls;
    private final StackPane root;

    /// @param showing whether this picture is seen; its keys do nothing else
    SweepPane(ViewContext context, SweepViewModel model, OpenDialog openDialog, SaveDialog saveDialog,
            ObservableBooleanValue showing) {
        this.context = context;
        this.model = model;
        var note = new SavedNote();
        var export = new FigureFiles(context.tasks(), saveDialog, note::show);
        heatmap = new HeatmapPane(context.tasks().unseen());
        heatmap.setId("sweep-picture");
        heatmap.setOnActivate(model::set);
        heatmap.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        var states = new StatePane(heatmap);
        StateShower.follow(model.stateProperty(), states, model::sweep);
        root = new StackPane(states, note);
        StackPane.setAlignment(note, Pos.BOTTOM_RIGHT);
        commands = commands(export, showing);
        controls = new SweepControls(model,
                new SweepGrid(model.inputs(), context.workspace(), openDialog),
                ExportMenu.of(commands));
        model.sweptProperty().subscribe(this::show);
        showing.addListener((_, _, seen) -> {
            if (seen) {
                model.begin();
            }
        });
        model.standingProperty().subscribe(heatmap.pinsProperty()::set);
    }

    /// The row above the picture.
    Node controls() {
        return controls;
    }

    Node picture() {
        return root;
    }

    /// What the heatmap is looked at with.
    HeatmapPane heatmap() {
        return heatmap;
    }

    List<Command> commands() {
        return commands;
    }

    private void show(Optional<Swept> swept) {
        swept.map(Swept::picture).ifPresentOrElse(picture -> {
            heatmap.setReadout(cell -> picture.readout(cell.row(), cell.column()));
            heatmap.show(picture.heatmap());
            heatmap.markProperty().set(new Mark(OptionalInt.empty(), picture.unsteeredColumn()));
        }, heatmap::clear);
    }

    /// A drag pans and a double-click fits; neither sets anything.
    private void clicked(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 1 && event.isStillSincePress()) {
            heatmap.hoveredCellProperty().get().filter(cell -> heatmap.selectedCellProperty().get()
                    .filter(cell::equals).isPresent()).ifPresent(model::set);
        }
    }

    private List<Command> commands(FigureFiles export, ObservableBooleanValue showing) {
        ObservableBooleanValue shown = Bindings.createBooleanBinding(
                () -> showing.get() && model.sweptProperty().get().isPresent(), showing, model.sweptProperty());
        List<Command> all = new ArrayList<>();
        for (String ending : ENDINGS) {
            Command command = Command.of(Menu.FILE,
                    "Sweep (" + ending.substring(1).toUpperCase(Locale.ROOT) + ")…", () -> save(export, ending))
                    .enabledWhen(shown);
            all.add(KEYS.containsKey(ending) ? command.withKey(KEYS.get(ending)) : command);
        }
        all.add(Command.of(Menu.EDIT, "Copy the sweep as TSV", this::copy).enabledWhen(shown)
                .withKey("Shortcut+Shift+C"));
        all.add(Command.of(Menu.STEERING, "Sweep the vector", model::sweep)
                .enabledWhen(Bindings.createBooleanBinding(
                        () -> showing.get() && model.inputs().sourceProperty().get().isPresent(), showing,
                        model.inputs().sourceProperty()))
                .withKey("Shortcut+Shift+D"));
        return List.copyOf(all);
    }

    private void save(FigureFiles export, String ending) {
        model.sweptProperty().get().map(Swept::picture).ifPresent(picture -> export.figure(
                HeatmapFigure.of(picture.heatmap()), picture.table(), Optional.of(picture.provenance()), ending));
    }

    private void copy() {
        model.sweptProperty().get().map(Swept::picture).ifPresent(picture -> BackgroundTask
                .working("Copy", () -> TsvText.of(picture.heatmap())).onSuccess(CopyTable::toClipboard)
                .startWith(context.tasks()));
    }
}
