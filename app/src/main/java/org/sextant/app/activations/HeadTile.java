package org.sextant.app.activations;

import java.util.Optional;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

import org.sextant.app.chart.Cell;

/// One head as a small picture.
final class HeadTile extends ToggleButton {
    private static final double SMALLEST_POINTER = 6;

    private final int head;
    private final double size;
    private final ImageView view = new ImageView();
    private final Region pointer = new Region();

    /// @param size of the picture's sides
    HeadTile(int head, double size) {
        super(Integer.toString(head));
        this.head = head;
        this.size = size;
        view.setFitWidth(size);
        view.setFitHeight(size);
        pointer.getStyleClass().add("head-pointer");
        pointer.setManaged(false);
        pointer.setVisible(false);
        setGraphic(new Pane(view, pointer));
        setId("head-" + head);
        setAccessibleText("Head " + head);
        setTooltip(new Tooltip("Show head " + head + " large"));
        setContentDisplay(ContentDisplay.TOP);
        getStyleClass().add("head-tile");
    }

    int head() {
        return head;
    }

    void show(Thumbnail thumbnail) {
        view.setImage(thumbnail.image());
    }

    /// Marks a cell.
    ///
    /// @param cell of the head's pattern
    /// @param tokens how many rows and columns it has
    void point(Optional<Cell> cell, int tokens) {
        pointer.setVisible(cell.isPresent());
        cell.ifPresent(here -> {
            double side = size / tokens;
            double shown = Math.max(side, SMALLEST_POINTER);
            pointer.resizeRelocate((here.column() + 0.5) * side - shown / 2, (here.row() + 0.5) * side - shown / 2,
                    shown, shown);
        });
    }

    /// One head is always on: a click on it leaves it on.
    @Override
    public void fire() {
        if (isSelected()) {
            requestFocus();
        } else {
            super.fire();
        }
    }
}
