package org.sextant.app.steering;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.view.Command;
import org.sextant.app.view.ExportMenu;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.SavedNote;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.WorkbenchView;

/// Where steering vectors are made, and looked at before they are used.
public final class VectorsView implements WorkbenchView {
    private static final int DIGIT = 5;
    private static final double LISTS = 0.31;

    private final VectorsViewModel model;
    private final VectorExport export;
    private final VectorPanes panes;
    private final SavedNote note = new SavedNote();
    private final VBox root = new VBox();
    private final VectorInspector inspector;
    private final List<Command> exports;
    private final BooleanProperty showing = new SimpleBooleanProperty(this, "showing");

    public VectorsView(ViewContext context) {
        this(context, new VectorsViewModel(context), OpenDialog.ofWindow(), SaveDialog.ofWindow());
    }

    /// A view of a given model that asks for files where it is told.
    VectorsView(ViewContext context, VectorsViewModel model, OpenDialog openDialog, SaveDialog saveDialog) {
        this.model = model;
        export = new VectorExport(context.tasks(), saveDialog, note::show);
        panes = new VectorPanes(model, context.tasks().unseen());
        inspector = new VectorInspector(model, export);
        var state = new StatePane(panes);
        StateShower.follow(model.stateProperty(), state, model::derive);
        var answer = new StackPane(state, note);
        StackPane.setAlignment(note, Pos.BOTTOM_RIGHT);
        answer.setMinWidth(0);
        var body = new SplitPane(sources(openDialog), answer);
        body.setDividerPositions(LISTS);
        VBox.setVgrow(body, Priority.ALWAYS);
        exports = new VectorCommands(model, panes, export, showing).all();
        root.setId("steering-view");
        root.getStyleClass().add("vectors");
        root.getChildren().setAll(new VectorControls(model, ExportMenu.of(exports)), body, new ReadStrip(model));
        for (Region styled : List.of(root, inspector)) {
            styled.getStylesheets()
                    .add(Objects.requireNonNull(VectorsView.class.getResource("vectors.css")).toExternalForm());
        }
    }

    /// What the vector is made from, as its method asks for it.
    private Node sources(OpenDialog files) {
        var sources = new StackPane();
        sources.setMinWidth(136);
        add(sources, new PromptLists(model, files), VectorMethod.Source.LISTS);
        add(sources, new CombineForm(model.combine(), files), VectorMethod.Source.VECTORS);
        add(sources, new FeatureForm(model.feature(), files, model::derive), VectorMethod.Source.SAE);
        return sources;
    }

    private void add(StackPane sources, Node form, VectorMethod.Source source) {
        form.visibleProperty().bind(model.inputs().methodProperty().map(method -> method.source() == source));
        form.managedProperty().bind(form.visibleProperty());
        sources.getChildren().add(form);
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
        return "Make steering vectors from prompts, other vectors or features";
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
        return exports;
    }

    /// A hidden view asks the model for nothing, and its keys do nothing.
    @Override
    public void setShowing(boolean visible) {
        showing.set(visible);
    }
}
