package org.sextant.app.routing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;

/// Every prompt with its response and its class, which can be given by list, by response, or by hand; the map follows.
final class PromptClasses extends VBox {
    private final ResonanceViewModel model;
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
        getStyleClass().add("routing-side");
        setMinWidth(0);
        table.setMinHeight(0);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setContextMenu(menu());
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
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().setAll(head(), table);
        model.promptsProperty().subscribe(this::show);
    }

    private ContextMenu menu() {
        var menu = new ContextMenu();
        for (PromptClass each : PromptClass.values()) {
            var item = new MenuItem("Class: " + each.title());
            item.setOnAction(_ -> classify(each));
            menu.getItems().add(item);
        }
        var copy = new MenuItem("Copy as TSV");
        copy.setOnAction(_ -> table.copy());
        menu.getItems().add(copy);
        return menu;
    }

    private Node head() {
        counts.setId("resonance-counts");
        counts.setMinWidth(0);
        counts.getStyleClass().add("muted");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var byList = button("resonance-by-list", "By list", "Give every prompt the class of its list",
                model::classifyByList);
        var byResponse = button("resonance-by-response", "By response",
                "Give every prompt the class of its response: the target where it says one of the phrases",
                model::classifyByResponse);
        byResponse.disableProperty().bind(model.promptsProperty()
                .map(all -> all.stream().allMatch(each -> each.load().response().isBlank())));
        var head = new HBox(counts, space, new Label("classes"), byList, byResponse,
                button("resonance-to-target", "T", "The selected prompts are of the target (T)",
                        () -> classify(PromptClass.TARGET)),
                button("resonance-to-rest", "R", "The selected prompts are of the rest (R)",
                        () -> classify(PromptClass.REST)),
                button("resonance-leave-out", "–", "Leave the selected prompts out (Delete)",
                        () -> classify(PromptClass.LEFT_OUT)));
        head.getStyleClass().add("list-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private static Button button(String id, String title, String meaning, Runnable action) {
        var button = new Button(title);
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip(meaning));
        button.setAccessibleText(meaning);
        button.setOnAction(_ -> action.run());
        return button;
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
