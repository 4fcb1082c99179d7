package org.sextant.app.steering;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/// The colour of a row, and the choice of another: the eight of the theme.
final class ColourChip extends MenuButton {
    private static final List<String> NAMES = List.of("Blue", "Orange", "Green", "Pink", "Light blue", "Vermilion",
            "Yellow", "Grey");

    ColourChip(IntConsumer picked) {
        getStyleClass().add("colour-chip");
        for (int colour = 0; colour < NAMES.size(); colour++) {
            int each = colour;
            var item = new MenuItem(NAMES.get(colour), swatch(colour));
            item.setOnAction(event -> picked.accept(each));
            getItems().add(item);
        }
    }

    void show(String row, int colour) {
        setGraphic(swatch(colour));
        setAccessibleText("Colour of " + row + ": " + NAMES.get(colour));
        setTooltip(new Tooltip("Colour of " + row));
    }

    /// The token of the theme.
    static String token(int colour) {
        return "-sx-category-" + (colour + 1);
    }

    private static Region swatch(int colour) {
        var swatch = new Region();
        swatch.getStyleClass().add("colour-swatch");
        swatch.setStyle("-fx-background-color: " + token(colour) + ";");
        return swatch;
    }
}
