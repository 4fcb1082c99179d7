package org.sextant.app.compare;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.view.Command;
import org.sextant.app.view.FigureFiles;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.SavedNote;
import org.sextant.app.view.Sentence;
import org.sextant.app.view.ShortNames;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.ViewIdentity;
import org.sextant.app.view.WorkbenchView;

/// Two models side by side, or one as it is beside itself steered.
public final class CompareView implements WorkbenchView {
    private static final ViewIdentity IDENTITY = new ViewIdentity("compare", "Compare",
            "Two models on the same prompt, or one steered beside itself", Feather.COLUMNS, 6);
    /// Of the names of what stands side by side.
    private static final String BESIDE = ShortNames.of(PairKind.PICTURES) + ".";

    private final CompareViewModel model;
    private final CompareInspector inspector;
    private final CompareCommands commands;
    private final StatePane root;
    private final Label notes = new Label();

    public CompareView(ViewContext context) {
        this(context, OpenDialog.ofWindow(), SaveDialog.ofWindow());
    }

    /// A view that asks for files where it is told.
    public CompareView(ViewContext context, OpenDialog openDialog, SaveDialog saveDialog) {
        model = new CompareViewModel(context);
        inspector = new CompareInspector(model);
        var saved = new SavedNote();
        var body = new VBox();
        commands = new CompareCommands(model, new FigureFiles(context.tasks(), saveDialog, saved::show),
                new ReportWindow(body));
        Executor pixels = context.tasks().unseen();
        var layers = new LayersPane(model.prompt(), pixels);
        var matrix = new SimilarityPane(model.similarity(), pixels);
        var beside = new BesidePane(model, pixels);
        Map<PairKind, Node> panes = new EnumMap<>(Map.of(PairKind.PROMPT, new TokensPane(model.prompt(), pixels),
                PairKind.LAYERS, layers, PairKind.MATRIX, matrix, PairKind.GENERATION, new PairTextsPane(model),
                PairKind.PICTURES, beside));
        var pictures = new StackPane();
        pictures.getChildren().setAll(panes.values());
        pictures.getChildren().add(saved);
        pictures.setMinSize(0, 0);
        StackPane.setAlignment(saved, Pos.BOTTOM_RIGHT);
        VBox.setVgrow(pictures, Priority.ALWAYS);
        notes.setId("compare-notes");
        notes.getStyleClass().add("muted");
        notes.setMinWidth(0);
        notes.setMinHeight(Region.USE_PREF_SIZE);
        notes.managedProperty().bind(notes.textProperty().isNotEmpty());
        body.getChildren()
                .setAll(new CompareControls(model, new CompareChoices(model, layers, matrix, beside, openDialog),
                        commands.all()), notes, pictures);
        body.setId("compare-view");
        body.getStyleClass().add("compare");
        root = new StatePane(body);
        for (Region styled : List.of(root, inspector)) {
            styled.getStylesheets()
                    .add(Objects.requireNonNull(CompareView.class.getResource("compare.css")).toExternalForm());
        }
        model.kindProperty().subscribe(now -> panes.forEach((each, pane) -> pane.setVisible(each == now)));
        model.stateProperty().subscribe(this::show);
        context.comparing().offeredProperty().subscribe(_ -> show(model.stateProperty().get()));
        model.kindProperty().subscribe(_ -> showNotes());
        model.prompt().pictureProperty().subscribe(_ -> showNotes());
        model.similarity().pictureProperty().subscribe(_ -> showNotes());
        model.beside().picturesProperty().subscribe(_ -> showNotes());
    }

    private void show(PaneState now) {
        switch (now) {
            case PaneState.Result() -> root.showResult();
            case PaneState.Computing(var loading) -> root.showComputing(loading);
            case PaneState.Empty(String what, String remedy) -> root.showNothing(Feather.COLUMNS, what, remedy,
                    model.hasOffer()
                            ? Optional.of(Command.of(Command.Menu.VIEW, model.offer(), model::takeOffer))
                            : Optional.empty());
            default -> throw new IllegalStateException("no state of this view: " + now);
        }
    }

    private void showNotes() {
        String words = model.notes().stream().map(Sentence::of).collect(Collectors.joining(" "));
        notes.setText(words);
        notes.setTooltip(words.isEmpty() ? null : new Tooltip(words));
        notes.setWrapText(model.kindProperty().get() != PairKind.PROMPT || !model.prompt().isComparedWhole());
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
        return Stream.concat(ShortNames.of(PairKind.class).stream(),
                ShortNames.of(BesideKind.class).stream().map(BESIDE::concat)).toList();
    }

    @Override
    public void showPicture(String name) {
        if (name.startsWith(BESIDE)) {
            model.beside().kindProperty().set(ShortNames.parse(BesideKind.class, name.substring(BESIDE.length())));
            model.kindProperty().set(PairKind.PICTURES);
        } else {
            model.kindProperty().set(ShortNames.parse(PairKind.class, name));
        }
    }

    @Override
    public List<Command> commands() {
        return commands.all();
    }

    /// A hidden view asks the models for nothing, and its keys do nothing.
    @Override
    public void setShowing(boolean visible) {
        commands.showingProperty().set(visible);
        model.setShowing(visible);
    }
}
