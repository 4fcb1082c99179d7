package org.sextant.app.activations;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.activations.ActivationsViewModel.Kind;
import org.sextant.app.state.Selection;
import org.sextant.app.view.Command;
import org.sextant.app.view.ExportMenu;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.SavedNote;
import org.sextant.app.view.Segments;
import org.sextant.app.view.ShortNames;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.ViewIdentity;
import org.sextant.app.view.WorkbenchView;

/// What happens inside during one run: statistics by layer and token, one site in full, attention, the logit lens.
public final class ActivationsView implements WorkbenchView {
    private static final ViewIdentity IDENTITY = new ViewIdentity("activations", "Activations",
            "What happens inside: every layer and token of the run", Feather.GRID);
    private final ActivationsViewModel model;
    private final Map<Kind, PictureTab> tabs = new EnumMap<>(Kind.class);
    private final StackPane controls = new StackPane();
    private final StackPane pictures = new StackPane();
    private final StackPane scales = new StackPane();
    private final VBox root = new VBox();
    private final SavedNote note = new SavedNote();
    private final InspectorPane inspector;
    private final PictureExport export;

    public ActivationsView(ViewContext context) {
        this(context, new ActivationsViewModel(context.workspace(), context.tasks(), context.steering()),
                SaveDialog.ofWindow());
    }

    /// A view of a given model that asks for files where it is told.
    public ActivationsView(ViewContext context, ActivationsViewModel model, SaveDialog files) {
        this.model = model;
        this.export = new PictureExport(context.tasks(), files, note::show);
        Executor pixels = context.tasks().unseen();
        this.inspector = new InspectorPane(model.inspector(), () -> model.kindProperty().set(Kind.SITE), export,
                pixels);
        for (Kind kind : Kind.values()) {
            PictureTab tab = PictureTab.of(model, kind, pixels, inspector::enter);
            tabs.put(kind, tab);
            controls.getChildren().add(tab.controls());
            scales.getChildren().add(tab.scale());
            pictures.getChildren().add(tab.picture());
        }
        lay(new AspectBar(model.aspect(), context.workspace()));
        model.kindProperty().subscribe(this::show);
    }

    private void lay(AspectBar aspect) {
        var kinds = new Segments<>("show-", Kind.class, model.kindProperty(), Kind::title, Kind::description);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        controls.setAlignment(Pos.CENTER_LEFT);
        scales.setAlignment(Pos.CENTER_RIGHT);
        var row = new HBox(kinds, controls, space, scales, ExportMenu.of(commands()));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("view-controls");
        VBox.setVgrow(pictures, Priority.ALWAYS);
        pictures.getStyleClass().add("view-picture");
        pictures.getChildren().add(note);
        StackPane.setAlignment(note, Pos.BOTTOM_RIGHT);
        root.setId("activations");
        root.getStyleClass().add("activations");
        root.getChildren().setAll(row, aspect, pictures);
        for (Region styled : List.of(root, inspector)) {
            styled.getStylesheets().add(stylesheet());
        }
    }

    private void show(Kind kind) {
        tabs.forEach((each, tab) -> tab.parts().forEach(part -> part.setVisible(each == kind)));
        controls.getChildren().forEach(node -> node.setManaged(node.isVisible()));
    }

    @Override
    public ViewIdentity identity() {
        return IDENTITY;
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
    public Optional<ObservableValue<Selection>> inspected() {
        return Optional.of(model.inspector().inspectedProperty());
    }

    @Override
    public List<String> pictures() {
        return ShortNames.of(Kind.class);
    }

    @Override
    public void showPicture(String name) {
        model.kindProperty().set(ShortNames.parse(Kind.class, name));
    }

    @Override
    public List<String> aspects() {
        return ShortNames.of(Aspect.class);
    }

    @Override
    public void showAspect(String name) {
        model.aspect().aspectProperty().set(ShortNames.parse(Aspect.class, name));
    }

    @Override
    public List<Command> commands() {
        return ViewCommands.of(model, export);
    }

    @Override
    public void setShowing(boolean showing) {
        model.setShowing(showing);
    }

    private static String stylesheet() {
        return Objects.requireNonNull(ActivationsView.class.getResource("activations.css")).toExternalForm();
    }
}
