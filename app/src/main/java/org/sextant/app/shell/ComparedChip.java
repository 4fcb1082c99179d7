package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;

import atlantafx.base.controls.Popover;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.state.Compared;
import org.sextant.app.task.RunningTask;
import org.sextant.app.view.Command;
import org.sextant.runtime.session.OpenModel;

/// What stands beside the open model in the title bar: a menu of what to compare it with, then the chip of what it is
/// compared with.
final class ComparedChip extends HBox {
    private final Workbench workbench;
    private final ComparisonCommands commands;
    private final MenuButton choose = new MenuButton("compare with…", new FontIcon(Feather.PLUS));
    private final Button chip = new Button();
    private final Button close;

    ComparedChip(Workbench workbench, ComparisonCommands commands) {
        this.workbench = workbench;
        this.commands = commands;
        getStyleClass().add("compared");
        choose.setId("compare-with");
        choose.getStyleClass().add("flat");
        choose.setTooltip(new Tooltip("Put a second model beside this one"));
        choose.setAccessibleText("Compare with a second model");
        choose.setOnShowing(_ -> {
            choose.getItems().setAll(choices());
            workbench.start().lookIntoCache();
        });
        choose.getItems().setAll(choices());
        chip.setId("compared-chip");
        chip.setMnemonicParsing(false);
        chip.getStyleClass().add("model-chip");
        chip.setOnAction(_ -> showCard());
        close = Icons.button(Feather.X, commands.end);
        close.setId("compared-close");
        workbench.workspace().modelProperty().subscribe(_ -> update());
        workbench.workspace().comparedProperty().subscribe(_ -> update());
        workbench.second().loadingProperty().subscribe(_ -> update());
    }

    private void update() {
        Optional<Compared> compared = workbench.workspace().comparedProperty().get();
        Optional<RunningTask> loading = workbench.second().loadingProperty().get();
        List<Node> shown = new ArrayList<>();
        if (compared.isPresent()) {
            describe(compared.get());
            shown.addAll(List.of(chip, close));
        } else if (workbench.workspace().modelProperty().get().isPresent()) {
            choose.setText(loading.isPresent() ? "opening…" : "compare with…");
            choose.setDisable(loading.isPresent());
            shown.add(choose);
            loading.map(ComparedChip::cancel).ifPresent(shown::add);
        }
        getChildren().setAll(shown);
    }

    private static Button cancel(RunningTask loading) {
        Button cancel = new Button(null, new FontIcon(Feather.X));
        cancel.getStyleClass().addAll("button-icon", "flat");
        cancel.setTooltip(new Tooltip("Cancel: " + loading.title()));
        cancel.setAccessibleText("Cancel opening the second model");
        cancel.setOnAction(_ -> loading.cancel());
        return cancel;
    }

    private void describe(Compared compared) {
        switch (compared) {
            case Compared.Other(OpenModel model) -> {
                chip.setText(model.card().name());
                chip.setGraphic(new FontIcon(Feather.BOX));
                chip.setTooltip(new Tooltip("The compared model's card"));
            }
            case Compared.Steered() -> {
                chip.setText("steered");
                chip.setGraphic(new FontIcon(Feather.SLIDERS));
                chip.setTooltip(new Tooltip("This model as it is beside what the sliders make of it"));
            }
        }
        chip.setAccessibleText("Compared with " + chip.getText());
    }

    private List<MenuItem> choices() {
        List<MenuItem> items = new ArrayList<>();
        List<String> demos = workbench.second().offeredProperty().get();
        demos.forEach(address -> items.add(opening(address)));
        items.add(item(commands.folder));
        List<String> recent = workbench.preferences().get().recentModels().stream()
                .filter(address -> !demos.contains(address)).toList();
        if (!recent.isEmpty()) {
            items.add(new SeparatorMenuItem());
            recent.forEach(address -> items.add(opening(address)));
        }
        List<String> cached = workbench.start().cachedProperty().get();
        if (!cached.isEmpty()) {
            var menu = new Menu("From the Hugging Face cache");
            cached.forEach(address -> menu.getItems().add(opening(address)));
            items.add(menu);
        }
        items.add(new SeparatorMenuItem());
        items.add(item(commands.steered));
        return items;
    }

    private MenuItem opening(String address) {
        var item = new MenuItem(address);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> workbench.second().open(address));
        return item;
    }

    private static MenuItem item(Command command) {
        var item = new MenuItem(command.title());
        item.disableProperty().bind(Bindings.not(command.enabled()));
        item.setOnAction(_ -> command.run());
        return item;
    }

    private void showCard() {
        if (workbench.workspace().comparedProperty().get().orElse(null) instanceof Compared.Other(OpenModel model)) {
            var popover = new Popover();
            popover.setContentNode(new ModelCardPane(model.card(), commands.end));
            popover.setArrowLocation(Popover.ArrowLocation.TOP_LEFT);
            popover.setHeaderAlwaysVisible(false);
            popover.setDetachable(false);
            Subscription following = workbench.workspace().comparedProperty()
                    .subscribe((before, now) -> popover.hide());
            popover.setOnHidden(_ -> following.unsubscribe());
            popover.show(chip);
        }
    }
}
