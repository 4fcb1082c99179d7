package org.sextant.app.steering;

import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.view.Command;
import org.sextant.app.view.ExportMenu;
import org.sextant.app.view.FigureFiles;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.SavedNote;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.app.view.ViewContext;

/// Where steering vectors are made, and looked at before they are used.
final class VectorsView {
    private static final double LISTS = 0.31;

    private final VectorsViewModel model;
    private final FigureFiles export;
    private final VectorPanes panes;
    private final SavedNote note = new SavedNote();
    private final VectorInspector inspector;
    private final List<Command> commands;
    private final Node controls;
    private final VBox picture;

    /// @param showing whether this picture is seen; its keys do nothing else
    VectorsView(ViewContext context, VectorsViewModel model, OpenDialog openDialog, SaveDialog saveDialog,
            ObservableBooleanValue showing) {
        this.model = model;
        export = new FigureFiles(context.tasks(), saveDialog, note::show);
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
        commands = new VectorCommands(model, panes, export, showing).all();
        controls = new VectorControls(model, ExportMenu.of(commands));
        picture = new VBox(body, new ReadStrip(model));
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

    /// The row above the picture.
    Node controls() {
        return controls;
    }

    Node picture() {
        return picture;
    }

    Node inspector() {
        return inspector;
    }

    List<Command> commands() {
        return commands;
    }
}
