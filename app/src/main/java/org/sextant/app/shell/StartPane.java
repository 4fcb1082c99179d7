package org.sextant.app.shell;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.state.Preferences;
import org.sextant.app.view.Command;
import org.sextant.assets.demo.DemoModel;

/// What the window shows while no model is open: the demo models, a folder of one's own, the recent models and
/// those that were fetched before.
final class StartPane extends ScrollPane {
    private static final int MOST_RECENT = 6;

    private final Workbench workbench;
    private final VBox demos = new VBox();
    private final VBox cached = new VBox();
    private final VBox recent = new VBox();

    StartPane(Workbench workbench, Command open) {
        this.workbench = workbench;
        setId("start");
        getStyleClass().addAll("opened", "edge-to-edge");
        setFitToWidth(true);
        setFocusTraversable(false);
        demos.getStyleClass().add("start-section");
        cached.getStyleClass().add("start-section");
        recent.getStyleClass().add("start-section");
        var column = new VBox(demos, own(open), recent, cached);
        column.getStyleClass().add("start-column");
        var centred = new HBox(column);
        HBox.setHgrow(column, Priority.ALWAYS);
        centred.setAlignment(Pos.TOP_CENTER);
        setContent(centred);
        workbench.start().demosProperty().subscribe(this::showDemos);
        workbench.start().cachedProperty().subscribe(this::showCached);
        workbench.preferences().preferencesProperty().map(Preferences::recentModels).subscribe(this::showRecent);
    }

    private void showDemos(List<DemoModel> found) {
        demos.getChildren().clear();
        if (!found.isEmpty()) {
            demos.getChildren().addAll(title("Begin with a demo model"),
                    hint("Small, trained and understood; they came with Sextant and need no network."));
            found.forEach(demo -> demos.getChildren().add(new DemoCard(demo, workbench.start(), () -> {})));
        }
        demos.setVisible(!found.isEmpty());
        demos.setManaged(!found.isEmpty());
    }

    private static Node own(Command open) {
        Button button = Icons.button(Feather.FOLDER, "Open model folder…", open);
        button.setId("open-folder");
        button.setMinWidth(USE_PREF_SIZE);
        Press.sets(button, open.title() + "  (" + open.keyText() + ")", open::run);
        Label hint = hint(
                "Hugging Face layout: config.json and safetensors. Or drop a folder here.");
        HBox.setHgrow(hint, Priority.ALWAYS);
        var row = new HBox(button, hint);
        row.getStyleClass().add("demo-head");
        var section = new VBox(title("Open a model of your own"), row);
        section.getStyleClass().add("start-section");
        return section;
    }

    private void showRecent(List<String> addresses) {
        recent.getChildren().clear();
        recent.getChildren().add(title("Recent models"));
        addresses.stream().limit(MOST_RECENT).map(address -> model(address, Feather.CLOCK))
                .forEach(recent.getChildren()::add);
        recent.setVisible(!addresses.isEmpty());
        recent.setManaged(!addresses.isEmpty());
    }

    private void showCached(List<String> addresses) {
        cached.getChildren().setAll(title("In the local Hugging Face cache"));
        addresses.stream().map(address -> model(address, Feather.BOX)).forEach(cached.getChildren()::add);
        cached.setVisible(!addresses.isEmpty());
        cached.setManaged(!addresses.isEmpty());
    }

    private Button model(String address, Ikon icon) {
        Button button = new Button(address, new FontIcon(icon));
        button.setMnemonicParsing(false);
        button.getStyleClass().addAll("flat", "row-button");
        button.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(0);
        Press.sets(button, "Open " + address, () -> workbench.start().open(address));
        return button;
    }

    private static Label title(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("state-title");
        return label;
    }

    private static Label hint(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("muted");
        label.setWrapText(true);
        return label;
    }
}
