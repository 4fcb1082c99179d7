package org.sextant.app.shell;

import java.util.Arrays;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

import atlantafx.base.controls.Spacer;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.state.Preferences;
import org.sextant.app.view.Command;
import org.sextant.assets.demo.DemoModel;
import org.sextant.runtime.session.Dtype;

/// The first line of the window: menus, the model, and a few buttons.
final class TitleBar extends HBox {
    private final Workbench workbench;
    private final Button chip;

    /// @param compared beside the model's chip
    TitleBar(Workbench workbench, ShellCommands commands, List<Command> ofViews, Node compared) {
        this.workbench = workbench;
        getStyleClass().add("title-bar");
        chip = Icons.button(Feather.BOX, "", commands.card);
        chip.setMnemonicParsing(false);
        chip.setId("model-chip");
        chip.getStyleClass().add("model-chip");
        chip.disableProperty().unbind();
        chip.setDisable(false);
        chip.textProperty().bind(workbench.workspace().modelProperty()
                .map(open -> open.map(model -> model.card().name()).orElse("Open a model…")));
        chip.setOnAction(_ -> (commands.card.enabled().get() ? commands.card : commands.open).run());
        Button palette = Icons.button(Feather.COMMAND, commands.palette);
        Button theme = Icons.button(Feather.MOON, commands.toggleTheme);
        Button help = Icons.button(Feather.HELP_CIRCLE, commands.keys);
        getChildren().addAll(menus(commands, ofViews), chip, compared, new Spacer(), palette, theme, help);
    }

    Button chip() {
        return chip;
    }

    private MenuBar menus(ShellCommands commands, List<Command> ofViews) {
        MenuBar bar = new MenuBar();
        for (Command.Menu title : Command.Menu.values()) {
            Menu menu = new Menu(title.title());
            commands.all().stream().filter(command -> command.menu() == title).map(TitleBar::item)
                    .forEach(menu.getItems()::add);
            List<MenuItem> added = ofViews.stream().filter(command -> command.menu() == title).map(TitleBar::item)
                    .toList();
            if (!added.isEmpty() && !menu.getItems().isEmpty()) {
                menu.getItems().add(new SeparatorMenuItem());
            }
            menu.getItems().addAll(added);
            switch (title) {
                case FILE -> {
                    menu.getItems().addAll(1, List.of(recent(), cached()));
                    menu.setOnShowing(_ -> workbench.start().lookIntoCache());
                }
                case MODEL -> menu.getItems().addAll(demos(), new SeparatorMenuItem(), dtypes(), devices());
                default -> {
                }
            }
            bar.getMenus().add(menu);
        }
        return bar;
    }

    private static MenuItem item(Command command) {
        MenuItem item = new MenuItem(command.title());
        item.setMnemonicParsing(false);
        command.key().ifPresent(item::setAccelerator);
        item.disableProperty().bind(Bindings.not(command.enabled()));
        item.setOnAction(_ -> command.run());
        return item;
    }

    private Menu recent() {
        return models("Open recent", Feather.CLOCK,
                workbench.preferences().preferencesProperty().map(Preferences::recentModels));
    }

    private Menu cached() {
        return models("Open from the Hugging Face cache", Feather.BOX, workbench.start().cachedProperty());
    }

    private Menu models(String title, Ikon icon, ObservableValue<List<String>> addresses) {
        Menu menu = new Menu(title, new FontIcon(icon));
        addresses.subscribe(models -> menu.getItems().setAll(models.stream().map(this::model).toList()));
        menu.disableProperty().bind(Bindings.isEmpty(menu.getItems()));
        return menu;
    }

    private MenuItem model(String address) {
        MenuItem item = new MenuItem(address);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> workbench.start().open(address));
        return item;
    }

    private Menu demos() {
        Menu menu = new Menu("Open demo model");
        menu.setId("demo-menu");
        workbench.start().demosProperty()
                .subscribe(demos -> menu.getItems().setAll(demos.stream().map(this::demo).toList()));
        menu.disableProperty().bind(Bindings.isEmpty(menu.getItems()));
        return menu;
    }

    private MenuItem demo(DemoModel demo) {
        MenuItem item = new MenuItem(demo.name());
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> workbench.start().open(demo.address()));
        return item;
    }

    private Menu dtypes() {
        Menu menu = new Menu("Open the next model in");
        var group = new ToggleGroup();
        Arrays.stream(Dtype.values()).map(dtype -> {
            RadioMenuItem item = new RadioMenuItem(dtype.label());
            item.setToggleGroup(group);
            workbench.models().dtypeProperty().subscribe(now -> item.setSelected(now == dtype));
            item.setOnAction(_ -> workbench.models().dtypeProperty().set(dtype));
            return item;
        }).forEach(menu.getItems()::add);
        return menu;
    }

    private Menu devices() {
        Menu menu = new Menu("Open the next model on");
        workbench.models().devicesProperty()
                .subscribe(devices -> menu.getItems().setAll(devices.stream().map(this::device).toList()));
        return menu;
    }

    private CheckMenuItem device(String device) {
        CheckMenuItem item = new CheckMenuItem(device);
        workbench.models().deviceProperty().subscribe(now -> item.setSelected(now.equals(device)));
        item.setOnAction(_ -> {
            item.setSelected(true);
            workbench.models().deviceProperty().set(device);
        });
        return item;
    }
}
