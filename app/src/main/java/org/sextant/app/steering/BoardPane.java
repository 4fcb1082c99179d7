package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.SaveDialog;

/// The slider board: one line while it is empty or folded, else its rows below that line.
public final class BoardPane extends VBox {
    private static final String PLAN = ".json";

    private final BoardViewModel board;
    private final BoardFiles files;
    private final OpenDialog open;
    private final SaveDialog save;
    private final BooleanProperty folded = new SimpleBooleanProperty(this, "folded");
    private final ObservableBooleanValue empty;
    private final Button fold = new Button();
    private final Label summary = new Label();
    private final HBox gain = new HBox();
    private final AddMenu add;
    private final RowGrid grid;
    private final List<Command> commands;

    public BoardPane(Workspace workspace, BoardViewModel board, BoardFiles files, OpenDialog open, SaveDialog save) {
        this.board = board;
        this.files = files;
        this.open = open;
        this.save = save;
        empty = Bindings.isEmpty(board.rows());
        add = new AddMenu(workspace, board, files, open);
        grid = new RowGrid(board);
        commands = makeCommands();
        setId("steering");
        getStyleClass().add("steering");
        getStylesheets().add(Objects.requireNonNull(BoardPane.class.getResource("steering.css")).toExternalForm());
        layGain();
        getChildren().setAll(head(), grid);
        grid.visibleProperty().bind(Bindings.not(Bindings.or(empty, folded)));
        grid.managedProperty().bind(grid.visibleProperty());
        folded.subscribe(_ -> show());
        board.setProperty().subscribe(_ -> show());
    }

    /// What can be done here, for the menus and the palette.
    public List<Command> commands() {
        return commands;
    }

    private List<Command> makeCommands() {
        ObservableBooleanValue some = Bindings.not(empty);
        return List.of(Command.of(Menu.STEERING, "Go to the sliders", this::focus).withKey("Shortcut+B"),
                Command.of(Menu.STEERING, "Add a vector from a file…", add::vector),
                Command.of(Menu.STEERING, "Open a plan of sliders…", this::openPlan),
                Command.of(Menu.STEERING, "Save the sliders as a plan…", this::savePlan).enabledWhen(some),
                Command.of(Menu.STEERING, "Fold or unfold the sliders", () -> folded.set(!folded.get()))
                        .enabledWhen(some),
                Command.of(Menu.STEERING, "Remove all sliders", board::clear).enabledWhen(some));
    }

    private HBox head() {
        fold.setId("steering-fold");
        fold.getStyleClass().addAll("button-icon", "flat");
        fold.setOnAction(_ -> folded.set(!folded.get()));
        fold.disableProperty().bind(empty);
        var title = new Label("STEERING");
        title.getStyleClass().add("section-title");
        title.setMinWidth(USE_PREF_SIZE);
        summary.setId("steering-summary");
        summary.getStyleClass().add("muted");
        summary.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(summary, Priority.ALWAYS);
        add.setMinWidth(USE_PREF_SIZE);
        var head = new HBox(fold, title, summary, gain, add, more());
        head.getStyleClass().add("steering-head");
        return head;
    }

    private MenuButton more() {
        var more = new MenuButton();
        more.setGraphic(new FontIcon(Feather.MORE_HORIZONTAL));
        more.setId("steering-more");
        more.getStyleClass().addAll("button-icon", "flat");
        more.setTooltip(new Tooltip("Open, save, remove all"));
        more.setAccessibleText("More for the sliders");
        for (Command command : commands.subList(2, commands.size())) {
            var item = new MenuItem(command.title());
            item.setOnAction(_ -> command.run());
            item.disableProperty().bind(Bindings.not(command.enabled()));
            more.getItems().add(item);
        }
        return more;
    }

    private void layGain() {
        var slider = new ValueSlider(new ValueSlider.Target() {
            @Override
            public void slide(double value, boolean continues) {
                board.gain(value, continues);
            }

            @Override
            public void reset(boolean continues) {
                board.gain(1, continues);
            }
        });
        var field = new ValueField(Double::isFinite, value -> board.gain(value, false));
        slider.slider().setId("steering-gain");
        slider.name("Gain of all sliders");
        field.name("Gain of all sliders", "1 leaves them as they stand, 0 takes all of them back");
        var label = new Label("gain");
        label.getStyleClass().add("muted");
        label.setMinWidth(USE_PREF_SIZE);
        gain.getStyleClass().add("steering-gain");
        gain.getChildren().setAll(label, slider, field);
        gain.visibleProperty().bind(Bindings.not(empty));
        gain.managedProperty().bind(gain.visibleProperty());
        Runnable show = () -> {
            slider.show(board.gainRangeProperty().get(), board.setProperty().get().gain());
            field.show(board.setProperty().get().gain());
        };
        board.setProperty().subscribe(_ -> show.run());
        board.gainRangeProperty().subscribe(_ -> show.run());
    }

    private void show() {
        boolean none = board.setProperty().get().rows().isEmpty();
        boolean hidden = folded.get() && !none;
        fold.setGraphic(new FontIcon(none || hidden ? Feather.CHEVRON_RIGHT : Feather.CHEVRON_DOWN));
        String does = hidden ? "Unfold the sliders" : "Fold the sliders";
        fold.setAccessibleText(does);
        fold.setTooltip(new Tooltip(does));
        summary.setText(none
                ? "Nothing is steered. Add a vector, a head, a feature or an expert, and slide it."
                : hidden ? folded() : "");
    }

    private String folded() {
        return board.rows().stream().map(row -> RowText.brief(row.rowProperty().get()))
                .collect(Collectors.joining("   "));
    }

    private void focus() {
        folded.set(false);
        Node first = grid.lookup(".slider");
        (first == null ? add : first).requestFocus();
    }

    private void openPlan() {
        open.file("Open a plan of sliders", List.of(PLAN)).ifPresent(files::openPlan);
    }

    private void savePlan() {
        save.choose("plan" + PLAN).map(BoardPane::named).ifPresent(files::savePlan);
    }

    private static Path named(Path typed) {
        return typed.toString().toLowerCase(Locale.ROOT).endsWith(PLAN)
                ? typed
                : typed.resolveSibling(typed.getFileName() + PLAN);
    }
}
