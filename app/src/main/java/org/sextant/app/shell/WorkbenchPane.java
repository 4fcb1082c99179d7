package org.sextant.app.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;

import atlantafx.base.controls.ModalPane;
import atlantafx.base.controls.Popover;
import org.sextant.app.state.UndoHistory;
import org.sextant.app.steering.BoardPane;
import org.sextant.app.view.Command;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.session.ModelCard;

/// What fills the window, top to bottom: what goes in, what happens inside, what comes out.
public final class WorkbenchPane extends StackPane implements WindowActions {
    private static final double OUTPUT_SHARE = 0.27;
    private static final double OUTPUT_LEAST = 200;
    private static final double OUTPUT_MOST = 272;
    private static final double INSPECTOR_WIDTH = 320;
    private static final double INSPECTOR_LEAST = 272;

    private final Workbench workbench;
    private final FolderChooser chooser;
    private final ObjectProperty<Optional<WorkbenchView>> view = new SimpleObjectProperty<>(this, "view");
    private final ShellCommands commands;
    private final ModalPane overlay = new ModalPane();
    private final CommandPalette palette;
    private final KeySheet keys;
    private final PromptStrip prompt;
    private final BoardPane board;
    private final TitleBar title;
    private Region trustBadge = this;

    public WorkbenchPane(Workbench workbench, FolderChooser chooser) {
        this(workbench, chooser, OpenDialog.ofWindow(), SaveDialog.ofWindow());
    }

    WorkbenchPane(Workbench workbench, FolderChooser chooser, OpenDialog openDialog, SaveDialog saveDialog) {
        this.workbench = workbench;
        this.chooser = chooser;
        getStyleClass().add("workbench");
        view.set(workbench.views().stream().findFirst());
        commands = new ShellCommands(workbench, this, view);
        board = new BoardPane(workbench.workspace(), workbench.board(), workbench.boardFiles(), openDialog, saveDialog);
        var comparison = new ComparisonCommands(workbench, chooser);
        List<Command> ofParts = Stream.of(comparison.all().stream(),
                workbench.views().stream().flatMap(each -> each.commands().stream()), board.commands().stream())
                .flatMap(each -> each).toList();
        List<Command> all = new ArrayList<>(commands.all());
        all.addAll(ofParts);
        palette = new CommandPalette(all, this::closeOverlay);
        keys = new KeySheet(all);
        addEventHandler(KeyEvent.KEY_PRESSED, new SharedKeys(all));
        prompt = new PromptStrip(workbench, commands.run);
        title = new TitleBar(workbench, commands, ofParts, new ComparedChip(workbench, comparison));
        overlay.setInTransitionFactory(null);
        overlay.setOutTransitionFactory(null);
        getChildren().addAll(column(), overlay);
        setOnDragOver(this::dragOver);
        setOnDragDropped(this::dropped);
    }

    /// Makes the scene of the window, dressed in the chosen theme.
    public Scene scene(double width, double height) {
        Scene scene = new Scene(this, width, height);
        var theme = new ThemeSwitch(workbench.preferences());
        theme.dress(scene);
        prompt.paletteProperty().bind(theme.palette());
        scene.setEventDispatcher(new MeasuringDispatcher(scene.getEventDispatcher(), workbench.meter()));
        return scene;
    }

    /// Shows the view of that name, `activations`, or one of its pictures, `activations.lens`, if there is one.
    boolean showView(String name) {
        int dot = name.indexOf('.');
        String id = dot < 0 ? name : name.substring(0, dot);
        Optional<String> picture = dot < 0 ? Optional.empty() : Optional.of(name.substring(dot + 1));
        Optional<WorkbenchView> wanted = workbench.views().stream()
                .filter(each -> each.id().equals(id) && picture.stream().allMatch(each.pictures()::contains))
                .findFirst();
        wanted.ifPresent(found -> {
            picture.ifPresent(found::showPicture);
            view.set(wanted);
        });
        return wanted.isPresent();
    }

    private VBox column() {
        var rail = new ViewRail(workbench.views(), view);
        var centre = new CentrePane(workbench, view, commands);
        HBox.setHgrow(centre, Priority.ALWAYS);
        var middle = new HBox(rail, centre);
        var inspector = new InspectorPane(workbench.workspace(), view);
        inspector.setMinWidth(INSPECTOR_LEAST);
        var upper = new SplitPane(middle, inspector);
        SplitPane.setResizableWithParent(inspector, false);
        var output = new OutputPane(workbench, commands.generate, commands.cancel);
        output.setMinHeight(40);
        VBox.setVgrow(upper, Priority.ALWAYS);
        board.setMinHeight(USE_PREF_SIZE);
        var body = new SplitPane(new VBox(upper, board), output);
        body.setOrientation(Orientation.VERTICAL);
        SplitPane.setResizableWithParent(output, false);
        VBox.setVgrow(body, Priority.ALWAYS);
        once(widthProperty(), width -> upper.setDividerPositions(1 - INSPECTOR_WIDTH / width));
        once(body.heightProperty(), height -> {
            double wanted = Math.clamp(getHeight() * OUTPUT_SHARE, OUTPUT_LEAST, OUTPUT_MOST);
            body.setDividerPositions(1 - wanted / height);
        });
        var banner = new Banner(workbench.errors());
        var status = new StatusBar(workbench, commands.trust);
        trustBadge = status.trustBadge();
        for (Region row : List.of(title, prompt, banner, status)) {
            row.setMinHeight(USE_PREF_SIZE);
        }
        return new VBox(title, prompt, banner, body, status);
    }

    /// Does something with the first real size; from then on dividers stay where the person puts them.
    private static void once(ReadOnlyDoubleProperty size, DoubleConsumer first) {
        size.addListener(new InvalidationListener() {
            @Override
            public void invalidated(Observable changed) {
                if (size.get() > 0) {
                    size.removeListener(this);
                    first.accept(size.get());
                }
            }
        });
    }

    private void dragOver(DragEvent event) {
        if (folder(event).isPresent()) {
            event.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
            event.consume();
        }
    }

    private void dropped(DragEvent event) {
        Optional<Path> folder = folder(event);
        folder.ifPresent(path -> workbench.models().open(path.toString()));
        event.setDropCompleted(folder.isPresent());
        event.consume();
    }

    /// What was dragged here, if it is one thing: a model's folder, or a file in it. Which of the two is found out off
    /// the UI thread, where the folder is opened.
    private static Optional<Path> folder(DragEvent event) {
        List<File> files = event.getDragboard().hasFiles() ? event.getDragboard().getFiles() : List.of();
        return files.size() == 1 ? Optional.of(files.getFirst().toPath()) : Optional.empty();
    }

    @Override
    public void chooseFolder() {
        chooser.choose(folder -> workbench.models().open(folder.toString()));
    }

    @Override
    public void chooseFolderAndHow() {
        chooser.choose(folder -> workbench.models().inspect(folder.toString(), this::showChoice));
    }

    private void showChoice(ModelCard card) {
        var choice = new OpenChoicePane(card, workbench.models().devicesProperty().get(), this::closeOverlay,
                workbench.models()::open);
        overlay.show(choice);
        choice.begin();
    }

    @Override
    public void showCard() {
        workbench.workspace().modelProperty().get().ifPresent(model -> {
            var popover = new Popover();
            popover.setContentNode(new ModelCardPane(model.card(), commands.close));
            popover.setArrowLocation(Popover.ArrowLocation.TOP_LEFT);
            popover.setHeaderAlwaysVisible(false);
            popover.setDetachable(false);
            Subscription following = workbench.workspace().modelProperty().subscribe((before, now) -> popover.hide());
            popover.setOnHidden(_ -> following.unsubscribe());
            popover.show(title.chip());
        });
    }

    @Override
    public void showTrust() {
        if (workbench.workspace().modelProperty().get().isPresent()) {
            var popover = new Popover();
            Runnable fill = () -> popover.setContentNode(
                    new TrustPane(workbench.trust(), commands.verify, commands.compareWithRecording));
            Subscription following = Subscription.combine(workbench.trust().resultProperty().subscribe(_ -> fill.run()),
                    workbench.trust().verifyingProperty().subscribe(_ -> fill.run()),
                    workbench.workspace().modelProperty().subscribe((before, now) -> popover.hide()));
            popover.setArrowLocation(Popover.ArrowLocation.BOTTOM_LEFT);
            popover.setHeaderAlwaysVisible(false);
            popover.setDetachable(false);
            popover.setOnHidden(_ -> following.unsubscribe());
            popover.show(trustBadge);
        }
    }

    @Override
    public void chooseRecording() {
        stage().ifPresent(stage -> {
            var files = new FileChooser();
            files.setTitle("Compare with a recording");
            files.getExtensionFilters().add(new FileChooser.ExtensionFilter("safetensors", "*.safetensors"));
            Optional.ofNullable(files.showOpenDialog(stage))
                    .ifPresent(file -> workbench.trust().verifyAgainst(file.toPath()));
        });
    }

    @Override
    public void showDemos() {
        var demos = new DemoOverlay(workbench.start(), this::closeOverlay);
        overlay.show(demos);
        demos.begin();
    }

    @Override
    public void showPalette() {
        overlay.show(palette);
        palette.begin();
    }

    @Override
    public void showKeys() {
        overlay.show(keys);
    }

    @Override
    public boolean closeOverlay() {
        boolean shown = overlay.isDisplay();
        overlay.hide(true);
        return shown;
    }

    @Override
    public void toggleFullScreen() {
        stage().ifPresent(stage -> stage.setFullScreen(!stage.isFullScreen()));
    }

    @Override
    public void undo() {
        UndoHistory<?> sliders = workbench.workspace().steeringHistory();
        if (field().isFocused() || !sliders.canUndoProperty().get()) {
            field().undo();
        } else {
            sliders.undo();
        }
    }

    @Override
    public void redo() {
        UndoHistory<?> sliders = workbench.workspace().steeringHistory();
        if (field().isFocused() || !sliders.canRedoProperty().get()) {
            field().redo();
        } else {
            sliders.redo();
        }
    }

    @Override
    public void focusPrompt() {
        field().requestFocus();
    }

    @Override
    public void quit() {
        stage().ifPresent(Window::hide);
    }

    private TextArea field() {
        return prompt.field();
    }

    private Optional<Stage> stage() {
        return getScene().getWindow() instanceof Stage stage ? Optional.of(stage) : Optional.empty();
    }
}
