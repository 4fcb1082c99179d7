package org.sextant.app.features;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.features.FeaturesViewModel.Kind;
import org.sextant.app.state.Selection;
import org.sextant.app.view.Command;
import org.sextant.app.view.ExportMenu;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.SavedNote;
import org.sextant.app.view.Segments;
import org.sextant.app.view.ShortNames;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.ViewIdentity;
import org.sextant.app.view.WorkbenchView;

/// SAE features: find them, read them, use them.
public final class FeaturesView implements WorkbenchView {
    private static final ViewIdentity IDENTITY = new ViewIdentity("features", "Features",
            "SAE features: find them, read them, use them", Feather.LAYERS, 2);

    private final FeaturesViewModel model;
    private final Map<Kind, List<Node>> parts = new EnumMap<>(Kind.class);
    private final SavedNote note = new SavedNote();
    private final VBox root = new VBox();
    private final FeatureInspector inspector;
    private final FeatureControls controls;
    private final SaeControls saes;
    private final FeatureCommands commands;
    private final PromptPane prompt;
    private final QualityPane quality;
    private final BooleanProperty showing = new SimpleBooleanProperty(this, "showing");

    public FeaturesView(ViewContext context) {
        this(context, new FeaturesViewModel(context), OpenDialog.ofWindow(), SaveDialog.ofWindow());
    }

    /// A view of a given model that asks for files where it is told.
    public FeaturesView(ViewContext context, FeaturesViewModel model, OpenDialog openDialog, SaveDialog saveDialog) {
        this.model = model;
        Executor pixels = context.tasks().unseen();
        inspector = new FeatureInspector(model);
        controls = new FeatureControls(model, openDialog);
        saes = new SaeControls(model.saes(), openDialog);
        prompt = new PromptPane(model, context.tasks());
        quality = new QualityPane(model.quality(), pixels);
        commands = new FeatureCommands(model, new FeatureExport(context.tasks(), saveDialog, note::show), showing,
                quality::figure);
        var pictures = new StackPane(state(prompt, model.prompt().stateProperty(), model.prompt()::again),
                state(new FeaturePane(model, pixels), model.prompt().stateProperty(), model.prompt()::again),
                state(quality, model.quality().stateProperty(), model.quality()::measure), note);
        StackPane.setAlignment(note, Pos.BOTTOM_RIGHT);
        pictures.getStyleClass().add("view-picture");
        VBox.setVgrow(pictures, Priority.ALWAYS);
        root.setId("features");
        root.getStyleClass().add("features");
        root.getChildren().setAll(row(pictures), pictures);
        for (Region styled : List.of(root, inspector)) {
            styled.getStylesheets()
                    .add(Objects.requireNonNull(FeaturesView.class.getResource("features.css")).toExternalForm());
        }
        model.kindProperty().subscribe(this::show);
    }

    private static StatePane state(Node picture, ObservableValue<PaneState> state,
            Runnable again) {
        var pane = new StatePane(picture);
        StateShower.follow(state, pane, again);
        return pane;
    }

    /// The one row above the picture, and which parts belong to which.
    private HBox row(StackPane pictures) {
        var kinds = new Segments<>("features-", Kind.class, model.kindProperty(), Kind::title, Kind::description);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var row = new HBox(kinds, saes);
        int place = 0;
        for (Kind kind : Kind.values()) {
            Node own = controls.of(kind);
            Node export = ExportMenu.of(commands.exports(kind));
            export.setId("export-" + ShortNames.of(kind));
            row.getChildren().add(own);
            parts.put(kind, List.of(own, export, pictures.getChildren().get(place++)));
        }
        row.getChildren().add(space);
        parts.values().forEach(each -> row.getChildren().add(each.get(1)));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("view-controls");
        return row;
    }

    private void show(Kind kind) {
        parts.forEach((each, nodes) -> nodes.forEach(node -> {
            node.setVisible(each == kind);
            node.setManaged(each == kind);
        }));
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
        return Optional.of(model.prompt().inspectedProperty());
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
    public List<Command> commands() {
        return commands.of(controls::find, saes::openFolder);
    }

    @Override
    public void setShowing(boolean visible) {
        showing.set(visible);
        model.setShowing(visible);
    }
}
