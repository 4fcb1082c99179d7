package org.sextant.app.chart;

import java.util.List;

import org.sextant.app.chart.Surface.TextStyle;

/// Where the parts of a heatmap lie in a picture of a given size, on whole pixels.
///
/// @param x left of the cells
/// @param y top of the cells
/// @param width of the cells
/// @param height of the cells
/// @param legendX left of the colour bar
/// @param right right edge of everything
record HeatmapLayout(double x, double y, double width, double height, double legendX, double right) {
    static final double LINE = 16;
    static final double GAP = 6;
    static final double WIDEST_ROW_LABEL = 140;

    private static final int MEASURED_LABELS = 128;

    /// @param above room over the axis titles (a figure's title)
    /// @param below room under the column axis (a readout, a caption)
    static HeatmapLayout of(Heatmap heatmap, Limits limits, Surface surface, double width, double height,
            double above, double below) {
        double labels = Math.min(Math.min(WIDEST_ROW_LABEL, width / 4), widest(heatmap.rowLabels(), surface));
        double left = Math.ceil(labels + GAP);
        double legendX = Math.floor(width - ColorLegend.room(limits, surface));
        double top = Math.ceil(above + LINE + 2);
        double bottom = Math.floor(height - below - 2 * LINE - 4);
        return new HeatmapLayout(
                left, top, Math.max(1, Math.floor(legendX - 2 * GAP - left)), Math.max(1, bottom - top), legendX,
                width);
    }

    double bottom() {
        return y + height;
    }

    private static double widest(List<String> labels, Surface surface) {
        int stride = Math.max(1, Math.ceilDiv(labels.size(), MEASURED_LABELS));
        double widest = 0;
        for (int i = 0; i < labels.size(); i += stride) {
            widest = Math.max(widest, surface.textWidth(labels.get(i), TextStyle.LABEL));
        }
        return widest;
    }
}
