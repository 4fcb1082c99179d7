package org.sextant.app.view;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/// A few choices side by side, one of them on. The arrow keys go from one to the next.
///
/// @param <E> the choices
public final class Segments<E extends Enum<E>> extends HBox {
    private final ObjectProperty<E> chosen;
    private final E[] choices;
    private final Map<E, ToggleButton> buttons;

    /// @param prefix of the buttons' ids, followed by the choice's name
    public Segments(
            String prefix,
            Class<E> type,
            ObjectProperty<E> chosen,
            Function<E, String> title,
            Function<E, String> description) {
        this.chosen = chosen;
        this.choices = type.getEnumConstants();
        this.buttons = new EnumMap<>(type);
        getStyleClass().add("segments");
        var group = new ToggleGroup();
        for (int index = 0; index < choices.length; index++) {
            E choice = choices[index];
            int place = index;
            var button = new ToggleButton(title.apply(choice));
            button.setId(prefix + choice.name().toLowerCase(Locale.ROOT));
            button.setToggleGroup(group);
            button.setMinWidth(USE_PREF_SIZE);
            button.setTooltip(new Tooltip(description.apply(choice)));
            button.getStyleClass().add(pill(place));
            button.setOnAction(event -> choose(choice));
            button.addEventFilter(KeyEvent.KEY_PRESSED, event -> step(event, place));
            buttons.put(choice, button);
            getChildren().add(button);
        }
        chosen.subscribe(this::show);
    }

    /// A click on the choice that is on leaves it on.
    private void choose(E choice) {
        chosen.set(choice);
        buttons.get(choice).setSelected(true);
    }

    /// Only what is on is a stop of the tab key; the arrow keys do the rest.
    private void show(E choice) {
        buttons.forEach((each, button) -> button.setFocusTraversable(each == choice));
        buttons.get(choice).setSelected(true);
    }

    private void step(KeyEvent event, int from) {
        int to = switch (event.getCode()) {
            case LEFT -> from - 1;
            case RIGHT -> from + 1;
            default -> from;
        };
        if (to != from) {
            event.consume();
            E next = choices[Math.clamp(to, 0, choices.length - 1)];
            choose(next);
            buttons.get(next).requestFocus();
        }
    }

    private String pill(int index) {
        return index == 0 ? "left-pill" : index == choices.length - 1 ? "right-pill" : "center-pill";
    }
}
