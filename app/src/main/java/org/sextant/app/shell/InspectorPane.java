package org.sextant.app.shell;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Token;

/// Details of the shared selection, at the right: where we are, then what the view has to say about it.
final class InspectorPane extends VBox {
    private final Workspace workspace;
    private final Label hint = new Label("Run a prompt, then click a token or a cell to see it here.");
    private final Label breadcrumb = new Label();
    private final Label token = new Label();
    private final ScrollPane scroll = new ScrollPane();

    InspectorPane(Workspace workspace, ObjectProperty<Optional<WorkbenchView>> current) {
        this.workspace = workspace;
        getStyleClass().add("inspector");
        Label title = new Label("INSPECTOR");
        title.getStyleClass().add("section-title");
        breadcrumb.setId("breadcrumb");
        breadcrumb.setWrapText(true);
        breadcrumb.managedProperty().bind(breadcrumb.textProperty().isNotEmpty());
        token.setId("inspected-token");
        token.getStyleClass().addAll("muted", "tabular");
        token.setWrapText(true);
        token.setMinHeight(USE_PREF_SIZE);
        token.managedProperty().bind(token.textProperty().isNotEmpty());
        hint.getStyleClass().add("muted");
        hint.setWrapText(true);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(title, breadcrumb, token, scroll);
        current.subscribe(_ -> update(current));
        workspace.runProperty().subscribe(_ -> update(current));
    }

    private String path(Selection where) {
        return Breadcrumb.of(where, tokens());
    }

    /// Id and bytes of the selected token.
    private String identity(Selection where) {
        return tokens().stream().filter(each -> where.token().equals(OptionalInt.of(each.position())))
                .map(each -> TokenStrip.identity(each).replace("\n", " · ")).collect(Collectors.joining());
    }

    private List<Token> tokens() {
        return workspace.runProperty().get().map(RunResult::tokens).orElse(List.of());
    }

    private void update(ObjectProperty<Optional<WorkbenchView>> current) {
        Optional<Node> inspector = workspace.runProperty().get().flatMap(_ -> current.get())
                .flatMap(WorkbenchView::inspector);
        ObservableValue<Selection> where = inspector.flatMap(_ -> current.get()).flatMap(WorkbenchView::inspected)
                .orElse(workspace.selectionProperty());
        breadcrumb.textProperty().bind(Bindings.createStringBinding(() -> path(where.getValue()), where));
        token.textProperty().bind(Bindings.createStringBinding(() -> identity(where.getValue()), where));
        Node next = inspector.orElse(hint);
        if (!next.equals(scroll.getContent())) {
            scroll.setContent(next);
        }
    }
}
