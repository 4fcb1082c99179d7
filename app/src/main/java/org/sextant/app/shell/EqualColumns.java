package org.sextant.app.shell;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/// Side by side and equally wide, as high as the highest is at that width.
final class EqualColumns extends Pane {
    private static final double GAP = 16;

    private final VPos place;

    /// @param place where a column lies that is less high
    EqualColumns(VPos place, Node... columns) {
        super(columns);
        this.place = place;
        setMinWidth(0);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double each = each(width < 0 ? getWidth() : width);
        Insets insets = getInsets();
        return insets.getTop() + insets.getBottom()
                + getManagedChildren().stream().mapToDouble(column -> column.prefHeight(each)).max().orElse(0);
    }

    private double each(double width) {
        int columns = Math.max(1, getManagedChildren().size());
        double inside = width - getInsets().getLeft() - getInsets().getRight();
        return Math.max(0, Math.floor((inside - (columns - 1) * GAP) / columns));
    }

    @Override
    protected void layoutChildren() {
        List<Node> columns = getManagedChildren();
        double each = each(getWidth());
        Insets insets = getInsets();
        for (int index = 0; index < columns.size(); index++) {
            layoutInArea(columns.get(index), insets.getLeft() + index * (each + GAP), insets.getTop(), each,
                    getHeight() - insets.getTop() - insets.getBottom(), 0, HPos.LEFT, place);
        }
    }
}
