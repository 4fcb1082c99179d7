package org.sextant.app.steering;

import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Lines of the small forms: a name, a field, what it means.
final class FormLines {
    private FormLines() {}

    /// A number to type.
    static Node number(String name, String meaning, double value, DoublePredicate takes, DoubleConsumer taken) {
        var field = new ValueField(takes, taken);
        field.name(name, meaning);
        field.show(value);
        return of(name, field, meaning);
    }

    static Node of(String name, Node node, String meaning) {
        var label = new Label(name);
        label.getStyleClass().add("form-label");
        label.setMinWidth(76);
        label.setLabelFor(node);
        var about = new Label(meaning);
        about.getStyleClass().add("muted");
        var line = new HBox(label, node, about);
        line.getStyleClass().add("form-line");
        return line;
    }
}
