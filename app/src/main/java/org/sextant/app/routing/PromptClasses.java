package org.sextant.app.routing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;

/// Every prompt with its response and its class, which can be given by list, by response, or by hand; the map follows.
final class PromptClasses {
    private final ResonanceViewModel model;
    private final Node head;
    private final Label counts = new Label();
    private final CopyTable<ClassedPrompt> table = new CopyTable<>("resonance-prompts",
            "Prompts with their classes: T for the target, R for the rest, Delete to leave one out",
            List.of(Column.text("class", 64, each -> each.chosen().title(), each -> each.chosen().title()),
                    Column.text("prompt", 140, each -> each.load().text(), each -> each.load().text()),
                    Column.text("response", 120, each -> each.load().response().strip(),
                            each -> each.load().response()),
                    Column.count("tokens", 56, each -> each.load().tokens())));

    PromptClasses(ResonanceViewModel model) {
        this.model = model;
        table.setMinHeight(0);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        var menu = new ContextMenu();
        menu.getItems().setAll(ofSelected());
        menu.getItems().add(item("Copy as TSV", table::copy));
        table.setContextMenu(menu);
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            switch (event.getCode()) {
                case T -> classify(PromptClass.TARGET);
                case R -> classify(PromptClass.REST);
                case DELETE -> classify(PromptClass.LEFT_OUT);
                default -> {
                    return;
                }
            }
            event.consume();
        });
        head = headed();
        model.promptsProperty().subscribe(this::show);
    }

    /// What stands above the table.
    Node head() {
        return head;
    }

    CopyTable<ClassedPrompt> table() {
        return table;
    }

    private List<MenuItem> ofSelected() {
        return Stream.of(PromptClass.values()).map(each -> {
            MenuItem item = item("Selected prompts: " + each.title() + "   " + key(each), () -> classify(each));
            item.setId("resonance-to-" + each.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            return item;
        }).toList();
    }

    private static String key(PromptClass each) {
        return switch (each) {
            case TARGET -> "T";
            case REST -> "R";
            case LEFT_OUT -> "Delete";
        };
    }

    private static MenuItem item(String title, Runnable action) {
        var item = new MenuItem(title);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private Node headed() {
        counts.setId("resonance-counts");
        counts.setMinWidth(0);
        counts.getStyleClass().add("muted");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var classes = new MenuButton("Classes");
        classes.setId("resonance-classes");
        classes.setMinWidth(Region.USE_PREF_SIZE);
        classes.setTooltip(new Tooltip("Give prompts their classes: by list, by response, or by hand"));
        MenuItem byResponse = item("By response: the target says one of the phrases", model::classifyByResponse);
        byResponse.setId("resonance-by-response");
        byResponse.disableProperty().bind(model.promptsProperty()
                .map(all -> all.stream().allMatch(each -> each.load().response().isBlank())));
        MenuItem byList = item("By list", model::classifyByList);
        byList.setId("resonance-by-list");
        classes.getItems().setAll(byList, byResponse, new SeparatorMenuItem());
        classes.getItems().addAll(ofSelected());
        var head = new HBox(counts, space, classes);
        head.getStyleClass().add("list-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private void classify(PromptClass next) {
        model.classify(table.getSelectionModel().getSelectedItems().stream().map(ClassedPrompt::place)
                .collect(Collectors.toSet()), next);
    }

    private void show(List<ClassedPrompt> prompts) {
        List<Integer> selected = List.copyOf(table.getSelectionModel().getSelectedIndices());
        table.getItems().setAll(prompts);
        selected.stream().filter(index -> index < prompts.size()).forEach(table.getSelectionModel()::select);
        counts.setText(Stream.of(PromptClass.values())
                .map(each -> prompts.stream().filter(prompt -> prompt.chosen() == each).count() + " " + each.title())
                .reduce((one, other) -> one + " · " + other).orElse(""));
    }
}
