package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
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
import org.sextant.app.view.WorkbenchView;

/// Where steering vectors are made from two lists of prompts, and looked at before they are used.
public final class VectorsView implements WorkbenchView {
    private static final int DIGIT = 5;
    private static final double LISTS = 0.28;
    private static final List<String> PICTURES = List.of(".png", ".svg", ".pdf", ".csv", ".json");

    private final VectorsViewModel model;
    private final VectorExport export;
    private final DerivedPane derived;
    private final SavedNote note = new SavedNote();
    private final VBox root = new VBox();
    private final VectorInspector inspector;
    private final BooleanProperty showing = new SimpleBooleanProperty(this, "showing");

    public VectorsView(ViewContext context) {
        this(context, new VectorsViewModel(context), OpenDialog.ofWindow(), SaveDialog.ofWindow());
    }

    /// A view of a given model that asks for files where it is told.
    VectorsView(ViewContext context, VectorsViewModel model, OpenDialog openDialog, SaveDialog saveDialog) {
        this.model = model;
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
        VBox.setVgrow(body, Priority.ALWAYS);
        root.setId("steering-view");
        root.getStyleClass().add("vectors");
        root.getChildren().setAll(new VectorControls(model, ExportMenu.of(exports())), body);
        for (Region styled : List.of(root, inspector)) {
            styled.getStylesheets()
                    .add(Objects.requireNonNull(VectorsView.class.getResource("vectors.css")).toExternalForm());
        }
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

    @Override
    public String id() {
        return "steering";
    }

    @Override
    public String title() {
        return "Steering";
    }

    @Override
    public String description() {
        return "Make steering vectors from two lists of prompts";
    }

    @Override
    public Ikon icon() {
        return Feather.SLIDERS;
    }

    @Override
    public OptionalInt digit() {
        return OptionalInt.of(DIGIT);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public Optional<Node> inspector() {
        return Optional.of(inspector);
    }

    @Override
    public List<Command> commands() {
        ObservableBooleanValue made = Bindings.createBooleanBinding(
                () -> showing.get() && model.layerProperty().get().isPresent(), showing, model.layerProperty());
        return List.of(
                Command.of(Menu.STEERING, "Derive a vector from the two lists", model::derive).enabledWhen(showing)
                        .withKey("Shortcut+Shift+D"),
                Command.of(Menu.STEERING, "Put the derived vector on the board", model::putOnBoard).enabledWhen(made)
                        .withKey("Shortcut+Shift+B"));
    }

    /// A hidden view asks the model for nothing, and its keys do nothing.
    @Override
    public void setShowing(boolean visible) {
        showing.set(visible);
    }
}
