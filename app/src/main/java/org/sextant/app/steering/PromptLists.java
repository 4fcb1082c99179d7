package org.sextant.app.steering;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.steering.PromptTexts.Side;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.Segments;
import org.sextant.assets.prompts.ContrastLists.Subject;

/// The lists of prompts: those that a vector is made from, those that it is measured on, and texts to keep.
final class PromptLists extends VBox {
    private final VectorsViewModel model;
    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page", Page.MADE_FROM);

    /// What is shown of the lists.
    enum Page {
        MADE_FROM("Lists", "The two lists that the vector is made from"),
        KEPT("Keep", "Texts that a learnt direction is to leave as likely as they are"),
        HELD_OUT("Held out", "What the vector is measured on and not made from");

        private final String title;
        private final String meaning;

        Page(String title, String meaning) {
            this.title = title;
            this.meaning = meaning;
        }

        String title() {
            return title;
        }

        String meaning() {
            return meaning;
        }
    }

    PromptLists(VectorsViewModel model, OpenDialog files) {
        this.model = model;
        getStyleClass().add("prompt-lists");
        setMinWidth(136);
        var pages = new StackPane(
                shownOn(Page.MADE_FROM, new ListBox(model, Side.POSITIVE, files),
                        new ListBox(model, Side.NEGATIVE, files)),
                shownOn(Page.HELD_OUT, heldOut(), new ListBox(model, Side.HELD_POSITIVE, files),
                        new ListBox(model, Side.HELD_NEGATIVE, files)),
                shownOn(Page.KEPT, new ListBox(model, Side.KEPT, files)));
        VBox.setVgrow(pages, Priority.ALWAYS);
        getChildren().addAll(head(), pages);
        model.inputs().methodProperty().subscribe(method -> {
            if (page.get() == Page.KEPT && method != VectorMethod.LEARNT) {
                page.set(Page.MADE_FROM);
            }
        });
    }

    private Node head() {
        var segments = new Segments<>("lists-", Page.class, page, Page::title, Page::meaning);
        Node kept = segments.lookup("#lists-kept");
        kept.visibleProperty().bind(model.inputs().methodProperty().isEqualTo(VectorMethod.LEARNT));
        kept.managedProperty().bind(kept.visibleProperty());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(segments, space, examples());
        head.getStyleClass().add("list-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node examples() {
        var menu = new MenuButton(null, new FontIcon(Feather.BOOK_OPEN));
        menu.setId("example-lists");
        menu.setAccessibleText("Example lists");
        menu.setTooltip(new Tooltip("Example lists: those that the demo models' own vectors were made from, and how"));
        menu.setMinWidth(USE_PREF_SIZE);
        for (Subject subject : Subject.values()) {
            String name = subject.name().toLowerCase(Locale.ROOT);
            var item = new MenuItem(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + ": "
                    + subject.shows());
            item.setId("example-" + name);
            item.setOnAction(_ -> model.store().example(subject));
            menu.getItems().add(item);
        }
        return menu;
    }

    private Node shownOn(Page where, Node... parts) {
        var box = new VBox(parts);
        box.getStyleClass().add("list-page");
        box.visibleProperty().bind(page.isEqualTo(where));
        box.managedProperty().bind(box.visibleProperty());
        List.of(parts).forEach(part -> VBox.setVgrow(part, part instanceof ListBox ? Priority.ALWAYS : Priority.NEVER));
        return box;
    }

    private Node heldOut() {
        VectorInputs inputs = model.inputs();
        var field = new ValueField(share -> share >= 0 && share < 1, inputs.heldOutProperty()::set);
        field.setId("vector-held-out");
        field.name("Held-out share", "share of the lists to measure on alone, from 0 to below 1");
        inputs.heldOutProperty().subscribe(share -> field.show(share.doubleValue()));
        var label = new Label("Share of the lists");
        label.setLabelFor(field);
        label.setMinWidth(USE_PREF_SIZE);
        var or = new Label("or lists:");
        or.getStyleClass().add("muted");
        or.setMinWidth(0);
        var line = new HBox(label, field, or);
        line.getStyleClass().add("form-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
