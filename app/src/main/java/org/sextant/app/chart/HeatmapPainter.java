package org.sextant.app.chart;

import java.util.Arrays;
import java.util.List;

import org.sextant.app.chart.Surface.Anchor;
import org.sextant.app.chart.Surface.TextStyle;

/// Draws what surrounds and overlays the cells of a heatmap: labels, axis titles, colour legend, texts.
///
/// @param surface what to draw on
/// @param heatmap what to draw
/// @param grid its values
/// @param scale its colours
/// @param palette the theme
/// @param layout where things lie
/// @param view which cells are seen; its pixels begin at the layout's corner
record HeatmapPainter(
        Surface surface, Heatmap heatmap, CellGrid grid, ColorScale scale, Palette palette, HeatmapLayout layout,
        Viewport view) {
    private static final double LABEL_GAP = 8;
    private static final double GAP_ABOVE = 6;
    private static final double MIDDLE_OF_TEXT = 4;
    private static final double TEXT_MARGIN = 2;
    private static final double LEAST_TEXT_WIDTH = 26;
    private static final double LEAST_TEXT_HEIGHT = 14;
    /// Measuring text is slow; so many say how wide the rest is.
    private static final int MEASURED_LABELS = 128;

    /// Everything but the cells' colours.
    void paintAround() {
        surface.frame(palette.border(), 1, layout.x() - 1, layout.y() - 1, layout.width() + 2, layout.height() + 2);
        paintAxisTitles();
        paintColumnLabels();
        paintRowLabels();
        paintCellTexts();
        new ColorLegend(surface, scale, palette).draw(layout.legendX(), layout.y(), layout.height(), grid.lowest(),
                grid.highest());
    }

    private void paintAxisTitles() {
        double above = layout.y() - GAP_ABOVE;
        double valueWidth = surface.textWidth(heatmap.valueLabel(), TextStyle.LABEL);
        double half = (layout.right() - LABEL_GAP) / 2;
        double valueRoom = Math.max(half, layout.right() - LABEL_GAP
                - surface.textWidth(rowTitle(), TextStyle.LABEL));
        String value = surface.fitted(heatmap.valueLabel(), TextStyle.LABEL, valueRoom);
        surface.text(value, TextStyle.LABEL, palette.muted(), layout.right(), above, Anchor.END);
        double titleRoom = layout.right() - Math.min(valueWidth, valueRoom) - LABEL_GAP;
        surface.text(surface.fitted(rowTitle(), TextStyle.LABEL, titleRoom), TextStyle.LABEL, palette.muted(), 0,
                above, Anchor.START);
        surface.text(surface.fitted(columnTitle(), TextStyle.LABEL, layout.right()), TextStyle.LABEL,
                palette.muted(), layout.x(), layout.bottom() + 2 * HeatmapLayout.LINE, Anchor.START);
    }

    private String rowTitle() {
        return heatmap.rowAxis().isEmpty() ? "" : heatmap.rowAxis() + " ↓";
    }

    private String columnTitle() {
        return heatmap.columnAxis().isEmpty() ? "" : heatmap.columnAxis() + " →";
    }

    private void paintColumnLabels() {
        List<String> labels = heatmap.columnLabels();
        int columns = view.endColumn() - view.firstColumn();
        int stride = Math.ceilDiv(Math.max(1, columns), MEASURED_LABELS);
        double[] widths = new double[Math.ceilDiv(columns, stride)];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = surface.textWidth(labels.get(view.firstColumn() + i * stride), TextStyle.LABEL);
        }
        Arrays.sort(widths);
        int step = LabelThinning.stepFor(widths, view.cellWidth(), LABEL_GAP);
        double room = step * view.cellWidth() - LABEL_GAP / 2;
        double used = Double.NEGATIVE_INFINITY;
        for (int column = ceilTo(view.firstColumn(), step); column < view.endColumn(); column += step) {
            String label = surface.fitted(labels.get(column), TextStyle.LABEL, room);
            double half = surface.textWidth(label, TextStyle.LABEL) / 2;
            double middle = middle(view.columnEdge(column), view.columnEdge(column + 1));
            double x = layout.x() + middle;
            if (middle >= 0 && middle <= view.width() && x - half > used) {
                surface.text(label, TextStyle.LABEL, palette.muted(), x, layout.bottom() + HeatmapLayout.LINE - 2,
                        Anchor.MIDDLE);
                used = x + half;
            }
        }
    }

    private void paintRowLabels() {
        int step = LabelThinning.step(view.cellHeight(), HeatmapLayout.LINE - 2);
        double room = layout.x() - HeatmapLayout.GAP;
        for (int row = ceilTo(view.firstRow(), step); row < view.endRow(); row += step) {
            double middle = middle(view.rowEdge(row), view.rowEdge(row + 1));
            if (middle >= 0 && middle <= view.height()) {
                String label = surface.fitted(heatmap.rowLabels().get(row), TextStyle.LABEL, room);
                surface.text(label, TextStyle.LABEL, palette.muted(), layout.x() - HeatmapLayout.GAP,
                        layout.y() + middle + MIDDLE_OF_TEXT, Anchor.END);
            }
        }
    }

    /// Whether cells have texts and are large enough for them.
    static boolean hasRoomForTexts(Heatmap heatmap, Viewport view) {
        return !heatmap.cellTexts().isEmpty() && view.cellWidth() >= LEAST_TEXT_WIDTH
                && view.cellHeight() >= LEAST_TEXT_HEIGHT;
    }

    private void paintCellTexts() {
        if (!hasRoomForTexts(heatmap, view)) {
            return;
        }
        surface.clipped(layout.x(), layout.y(), layout.width(), layout.height(), () -> {
            for (int row = view.firstRow(); row < view.endRow(); row++) {
                for (int column = view.firstColumn(); column < view.endColumn(); column++) {
                    paintCellText(row, column);
                }
            }
        });
    }

    private void paintCellText(int row, int column) {
        String whole = heatmap.cellTexts().get(row * view.columns() + column);
        double room = view.cellWidth() - 2 * TEXT_MARGIN;
        TextStyle style = surface.textWidth(whole, TextStyle.LABEL) <= room ? TextStyle.LABEL : TextStyle.SMALL;
        String text = surface.fitted(whole, style, room);
        float value = grid.isBinned() ? Float.NaN : grid.at(row, column);
        double x = layout.x() + middle(view.columnEdge(column), view.columnEdge(column + 1));
        double y = layout.y() + middle(view.rowEdge(row), view.rowEdge(row + 1)) + MIDDLE_OF_TEXT;
        surface.text(text, style, palette.textOn(scale.argb(value)), x, y, Anchor.MIDDLE);
    }

    private static double middle(double from, double to) {
        return (from + to) / 2;
    }

    private static int ceilTo(int index, int step) {
        return Math.ceilDiv(index, step) * step;
    }
}
