package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.StackPane;

import org.sextant.app.chart.PointsFigure;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.ExportMenu;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.SavedNote;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.app.view.ViewContext;

/// Where steering vectors are made from two lists of prompts, and looked at before they are used.
final class VectorsView {
    private static final double LISTS = 0.28;
    private static final List<String> PICTURES = List.of(".png", ".svg", ".pdf", ".csv", ".json");

    private final VectorsViewModel model;
    private final VectorExport export;
    private final DerivedPane derived;
    private final SavedNote note = new SavedNote();
    private final VectorInspector inspector;
    private final Node controls;
    private final Node body;
    private final ObservableBooleanValue showing;

    /// @param showing whether this picture is seen; its keys do nothing else
    VectorsView(ViewContext context, VectorsViewModel model, OpenDialog openDialog, SaveDialog saveDialog,
            ObservableBooleanValue showing) {
        this.model = model;
        this.showing = showing;
        export = new VectorExport(context.tasks(), saveDialog, note::show);
        derived = new DerivedPane(model, context.tasks().unseen());
        inspector = new VectorInspector(model, export);
        var refusal = new RefusalPane(model);
        var results = new StackPane(derived, refusal);
        model.madeProperty().subscribe(made -> {
            refusal.setVisible(made.filter(MadeVector.Refusal.class::isInstance).isPresent());
            derived.setVisible(!refusal.isVisible());
        });
        var state = new StatePane(results);
        StateShower.follow(model.stateProperty(), state, model::derive);
        var answer = new StackPane(state, note);
        results.setAlignment(Pos.TOP_LEFT);
        StackPane.setAlignment(note, Pos.BOTTOM_RIGHT);
        answer.setMinWidth(0);
        var body = new SplitPane(new PromptLists(model, openDialog), answer);
        body.setDividerPositions(LISTS);
        this.body = body;
        controls = new VectorControls(model, ExportMenu.of(exports()));
    }

    /// What the export menu offers: both pictures as files of each kind.
    private List<Command> exports() {
        List<Command> commands = new ArrayList<>();
        ObservableBooleanValue shown = Bindings.createBooleanBinding(
                () -> model.madeProperty().get().orElse(null) instanceof MadeVector.Derived, model.madeProperty());
        PICTURES.forEach(ending -> commands.add(export("Layers", derived::layersFigure, ending).enabledWhen(shown)));
        PICTURES.forEach(
                ending -> commands.add(export("Projections", derived::projectionsFigure, ending).enabledWhen(shown)));
        return commands;
    }

    private Command export(String what, Supplier<Optional<PointsFigure>> figure, String ending) {
        return Command.of(Menu.FILE, what + " (" + ending.substring(1).toUpperCase(Locale.ROOT) + ")…",
                () -> figure.get().ifPresent(picture -> export.figure(picture,
                        model.madeProperty().get().orElseThrow().provenance(), ending)));
    }

    /// The row above the picture.
    Node controls() {
        return controls;
    }

    Node picture() {
        return body;
    }

    Node inspector() {
        return inspector;
    }

    List<Command> commands() {
        ObservableBooleanValue made = Bindings.createBooleanBinding(
                () -> showing.get() && model.layerProperty().get().isPresent(), showing, model.layerProperty());
        return List.of(
                Command.of(Menu.STEERING, "Derive a vector from the two lists", model::derive).enabledWhen(showing)
                        .withKey("Shortcut+Shift+D"),
                Command.of(Menu.STEERING, "Put the derived vector on the board", model::putOnBoard).enabledWhen(made)
                        .withKey("Shortcut+Shift+B"));
    }
}
