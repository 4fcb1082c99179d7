package org.sextant.app.shell;

import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.state.GenerationSettings;
import org.sextant.app.state.GenerationSettings.Follow;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.view.Segments;

/// How text follows the sliders: whether two texts are written even while the sliders change nothing, and whether one
/// that is moved acts from the next token on or on the whole text.
final class SteeredWriting extends HBox {
    private final UserPreferences preferences;

    SteeredWriting(UserPreferences preferences) {
        this.preferences = preferences;
        getStyleClass().add("steered-writing");
        ObjectProperty<Follow> follow = new SimpleObjectProperty<>(this, "follow", Follow.FROM_HERE);
        var beside = new ToggleButton();
        beside.setId("beside");
        beside.setGraphic(new FontIcon(Feather.COLUMNS));
        beside.getStyleClass().add("button-icon");
        beside.setTooltip(new Tooltip("Two texts even while no slider does anything"));
        beside.setAccessibleText("Always write two texts");
        preferences.preferencesProperty().subscribe(now -> {
            follow.set(now.generation().follow());
            beside.setSelected(now.generation().beside());
        });
        follow.subscribe(choice -> change(now -> now.withFollow(choice)));
        beside.setOnAction(_ -> change(now -> now.withBeside(beside.isSelected())));
        getChildren().addAll(beside,
                new Segments<>("follow-", Follow.class, follow, SteeredWriting::title, SteeredWriting::description));
    }

    private void change(Function<GenerationSettings, GenerationSettings> edit) {
        preferences.change(now -> now.withGeneration(edit.apply(now.generation())));
    }

    private static String title(Follow follow) {
        return switch (follow) {
            case FROM_HERE -> "from here";
            case WHOLE -> "whole";
        };
    }

    private static String description(Follow follow) {
        return switch (follow) {
            case FROM_HERE -> "A slider that is moved acts from the next token on";
            case WHOLE -> "A slider that is moved begins the text anew, with the same seed";
        };
    }
}
