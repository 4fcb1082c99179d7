package org.sextant.app.attribution;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.view.Command;
import org.sextant.app.view.FigureFiles;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.SavedNote;
import org.sextant.app.view.ShortNames;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.ViewIdentity;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.session.ContrastPair;

/// Which nodes an answer comes from: estimates beside the truth that they approximate.
public final class AttributionView implements WorkbenchView {
    private static final ViewIdentity IDENTITY = new ViewIdentity("attribution", "Attribution",
            "Which nodes an answer comes from, and how far the estimate is right", Feather.CROSSHAIR, 3);
    private static final double FORM = 0.3;

    /// The pictures among which the view chooses.
    enum Kind {
        MAP("Map", "The scores by layer and position, head or neuron"),
        COMPARE("Compare", "Two methods beside each other"),
        CHECK("Check", "The estimate against the truth: the strongest nodes patched"),
        PAIRS("Pairs", "A data set: mean, standard error, consistency, outliers");

        private final String title;
        private final String description;

        Kind(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    private final AttributionViewModel model;
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(this, "kind", Kind.MAP);
    private final AttributionInspector inspector;
    private final AttributionCommands commands;
    private final VBox root = new VBox();
    private boolean showing;

    public AttributionView(ViewContext context) {
        this(context, OpenDialog.ofWindow(), SaveDialog.ofWindow());
    }

    /// A view that asks for files where it is told.
    public AttributionView(ViewContext context, OpenDialog openDialog, SaveDialog saveDialog) {
        model = new AttributionViewModel(context);
        inspector = new AttributionInspector(model);
        var note = new SavedNote();
        var pixels = context.tasks().unseen();
        var compare = new ComparePane(model, pixels, inspector::enter);
        var pairs = new PairsPane(model, context.tasks());
        var map = new MapPane(model, pixels, inspector::enter);
        Map<Kind, Node> panes = new EnumMap<>(Map.of(Kind.MAP, map,
                Kind.COMPARE, compare, Kind.CHECK, new CheckPane(model, pixels), Kind.PAIRS, pairs));
        commands = new AttributionCommands(model, kind, compare, pairs,
                new FigureFiles(context.tasks(), saveDialog, note::show));
        var pictures = new StackPane();
        pictures.getChildren().setAll(panes.values());
        pictures.getChildren().add(note);
        pictures.setMinWidth(0);
        StackPane.setAlignment(note, Pos.BOTTOM_RIGHT);
        VBox.setVgrow(pictures, Priority.ALWAYS);
        var answer = new VBox(new MetricNote(model), pictures);
        answer.getStyleClass().add("attribution-answer");
        answer.setMinWidth(0);
        var body = new SplitPane(new QuestionForm(model, openDialog), answer);
        body.setDividerPositions(FORM);
        SplitPane.setResizableWithParent(body.getItems().getFirst(), false);
        VBox.setVgrow(body, Priority.ALWAYS);
        root.setId("attribution-view");
        root.getStyleClass().add("attribution");
        root.getChildren().setAll(new AttributionControls(model, kind, map, compare, pairs, commands.all()), body,
                new PairStrip(model));
        for (Region styled : List.of(root, inspector)) {
            styled.getStylesheets()
                    .add(Objects.requireNonNull(AttributionView.class.getResource("attribution.css")).toExternalForm());
        }
        kind.subscribe(now -> {
            panes.forEach((each, pane) -> pane.setVisible(each == now));
            model.compared().setActive(showing && now == Kind.COMPARE);
            beginCheck();
        });
        model.shownProperty().subscribe(_ -> beginCheck());
    }

    /// Checks by itself the pair that it chose by itself.
    private void beginCheck() {
        boolean first = model.shownProperty().get().isPresent() && model.check().checkProperty().get().isEmpty();
        if (kind.get() == Kind.CHECK && first && !model.inputs().isOwn()) {
            model.check().check();
        }
    }

    /// Takes a pair as if a person had typed it. Asking is [#commands]'.
    public void take(ContrastPair pair) {
        TypedPair.of(pair).ifPresent(typed -> model.inputs().take(typed, true));
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
    public List<String> pictures() {
        return ShortNames.of(Kind.class);
    }

    @Override
    public void showPicture(String name) {
        kind.set(ShortNames.parse(Kind.class, name));
    }

    @Override
    public List<Command> commands() {
        return commands.all();
    }

    /// A hidden view asks the model for nothing, and its keys do nothing.
    @Override
    public void setShowing(boolean visible) {
        showing = visible;
        commands.showingProperty().set(visible);
        model.setShowing(visible);
        model.compared().setActive(visible && kind.get() == Kind.COMPARE);
    }
}
