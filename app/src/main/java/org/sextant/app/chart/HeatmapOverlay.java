package org.sextant.app.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.sextant.app.chart.Surface.Anchor;
import org.sextant.app.chart.Surface.TextStyle;

/// What moves with the pointer and the selection: crosshair, outline, pins, readout line.
///
/// @param words of a cell for the readout; empty for its place and value
record HeatmapOverlay(Surface surface, HeatmapFrame frame, double height, Optional<Function<Cell, String>> words) {
    private static final int CROSSHAIR_ALPHA = 0x90000000;
    /// A veil of the background beside the crosshair, so that it shows on dark and light cells alike.
    private static final int HALO_ALPHA = 0x70000000;
    private static final double HALO_WIDTH = 3;
    private static final double BASELINE = 6;
    private static final double SMALLEST_OUTLINE = 5;
    private static final double BAND = 1;
    private static final double PIN = 3;
    private static final double CAP_MIDDLE = 4;
    private static final double LABEL_MARGIN = 3;

    /// Paints and gives the readout back as a sentence for who cannot see it.
    ///
    /// @param selected the outlined cell
    /// @param mark the row or column outlined as a whole, where only one of them is known
    /// @param pins cells with a dot
    /// @param hovered the cell with the crosshair
    /// @param focused whether the keys move the outlined cell
    String paint(Optional<Cell> selected, Mark mark, List<Cell> pins, Optional<Cell> hovered, boolean focused) {
        HeatmapLayout layout = frame.layout();
        surface.clipped(layout.x() - 2, layout.y() - 2, layout.width() + 4, layout.height() + 4, () -> {
            band(mark);
            pins.stream().filter(this::exists).forEach(cell -> pin(cell, textIsSeen()));
            hovered.filter(this::exists).ifPresent(this::crosshair);
            selected.filter(this::exists).ifPresent(cell -> outline(cell.row(), cell.column(), 1, 1, focused ? 3 : 2));
        });
        hovered.filter(this::exists).ifPresent(this::labels);
        String readout = hovered.or(() -> selected).filter(this::exists).map(this::describe).orElse("");
        double noteWidth = note();
        surface.text(
                surface.fitted(readout, TextStyle.LABEL, layout.right() - layout.x() - noteWidth), TextStyle.LABEL,
                frame.palette().foreground(), layout.x(), height - BASELINE, Anchor.START);
        return readout;
    }

    /// Place and value, as in `query 3 “·to”, key 1 “·Tom”   0.1234`.
    private String describe(Cell cell) {
        if (words.isPresent()) {
            return words.get().apply(cell);
        }
        Heatmap map = frame.heatmap();
        return place(map.rowAxis(), cell.row(), map.rowLabels().get(cell.row())) + ", "
                + place(map.columnAxis(), cell.column(), map.columnLabels().get(cell.column())) + "   "
                + (map.cells().exists(cell.row(), cell.column()) ? words(map, cell) : "no value here");
    }

    /// What the cells say themselves, else value and text.
    private static String words(Heatmap map, Cell cell) {
        String own = map.cells().readout(cell.row(), cell.column());
        if (!own.isEmpty()) {
            return own;
        }
        String inside = map.cellTexts().isEmpty()
                ? "" : map.cellTexts().get(cell.row() * map.cells().columns() + cell.column());
        return Numbers.words(map.cells().at(cell.row(), cell.column())) + (inside.isEmpty() ? "" : "  " + inside);
    }

    private static String place(String axis, int index, String label) {
        String number = Integer.toString(index);
        return axis + " " + number + (label.equals(number) || label.isEmpty() ? "" : " “" + label + "”");
    }

    /// The labels of the hovered row and column, in full and inverted, also where the axis has no room for them.
    private void labels(Cell cell) {
        HeatmapLayout layout = frame.layout();
        String row = surface.fitted(frame.heatmap().rowLabels().get(cell.row()), TextStyle.LABEL,
                layout.x() - HeatmapLayout.GAP);
        double middleY = middle(frame.view().rowEdge(cell.row()), frame.view().rowEdge(cell.row() + 1));
        double baseline = layout.y() + Math.clamp(middleY, 0, layout.height()) + CAP_MIDDLE;
        label(row, layout.x() - HeatmapLayout.GAP - surface.textWidth(row, TextStyle.LABEL), baseline);

        String column = frame.heatmap().columnLabels().get(cell.column());
        double wide = surface.textWidth(column, TextStyle.LABEL);
        double middleX = middle(frame.view().columnEdge(cell.column()), frame.view().columnEdge(cell.column() + 1));
        label(column, Math.clamp(layout.x() + middleX - wide / 2, 0, Math.max(0, layout.right() - wide)),
                layout.bottom() + HeatmapLayout.LINE - 2);
    }

    private void label(String text, double x, double baseline) {
        surface.fill(frame.palette().foreground(), Math.floor(x) - LABEL_MARGIN,
                Math.floor(baseline - HeatmapLayout.LINE + LABEL_MARGIN),
                Math.ceil(surface.textWidth(text, TextStyle.LABEL)) + 2 * LABEL_MARGIN, HeatmapLayout.LINE);
        surface.text(text, TextStyle.LABEL, frame.palette().background(), x, baseline, Anchor.START);
    }

    private double note() {
        if (!frame.grid().isBinned()) {
            return 0;
        }
        String text = "binned " + frame.grid().rowBin() + " × " + frame.grid().columnBin() + ", largest |value|";
        surface.text(text, TextStyle.LABEL, frame.palette().muted(), frame.layout().right(), height - BASELINE,
                Anchor.END);
        return surface.textWidth(text, TextStyle.LABEL) + 2 * BASELINE;
    }

    private void crosshair(Cell cell) {
        int colour = (frame.palette().foreground() & 0xffffff) | CROSSHAIR_ALPHA;
        HeatmapLayout layout = frame.layout();
        double x = layout.x() + frame.view().columnEdge(cell.column());
        double y = layout.y() + frame.view().rowEdge(cell.row());
        double right = layout.x() + frame.view().columnEdge(cell.column() + 1);
        double bottom = layout.y() + frame.view().rowEdge(cell.row() + 1);
        int halo = (frame.palette().background() & 0xffffff) | HALO_ALPHA;
        cross(halo, HALO_WIDTH, x, y, right, bottom);
        cross(colour, 1, x, y, right, bottom);
        surface.frame(halo, 1, x - 1, y - 1, right - x + 2,
                bottom - y + 2);
        surface.frame(frame.palette().foreground(), 1, x, y, Math.max(1, right - x), Math.max(1, bottom - y));
    }

    /// Lines through the middle of a cell, outside of it.
    private void cross(int argb, double wide, double x, double y, double right, double bottom) {
        HeatmapLayout layout = frame.layout();
        double aside = (wide - 1) / 2;
        surface.fill(argb, layout.x(), middle(y, bottom) - aside, x - layout.x(), wide);
        surface.fill(argb, right, middle(y, bottom) - aside, layout.x() + layout.width() - right, wide);
        surface.fill(argb, middle(x, right) - aside, layout.y(), wide, y - layout.y());
        surface.fill(argb, middle(x, right) - aside, bottom, wide, layout.bottom() - bottom);
    }

    /// A dot in the accent colour with a seam of the background, in the middle of a cell. Where cells carry texts that are seen, an outline leaves them readable.
    private void pin(Cell cell, boolean around) {
        if (around) {
            outline(cell.row(), cell.column(), 1, 1, BAND);
            return;
        }
        double x = frame.layout().x()
                + middle(frame.view().columnEdge(cell.column()), frame.view().columnEdge(cell.column() + 1));
        double y = frame.layout().y() + middle(frame.view().rowEdge(cell.row()), frame.view().rowEdge(cell.row() + 1));
        surface.fill(frame.palette().background(), x - PIN - 1, y - PIN - 1, 2 * PIN + 2, 2 * PIN + 2);
        surface.fill(frame.palette().accent(), x - PIN, y - PIN, 2 * PIN, 2 * PIN);
    }

    private boolean textIsSeen() {
        return HeatmapPainter.hasRoomForTexts(frame.heatmap(), frame.view());
    }

    private void band(Mark mark) {
        Viewport view = frame.view();
        if (mark.row().isPresent() && mark.column().isEmpty() && mark.row().getAsInt() < view.rows()) {
            outline(mark.row().getAsInt(), 0, 1, view.columns(), BAND);
        } else if (mark.column().isPresent() && mark.row().isEmpty() && mark.column().getAsInt() < view.columns()) {
            outline(0, mark.column().getAsInt(), view.rows(), 1, BAND);
        }
    }

    /// An outline in the accent colour with a seam of the background, so that it shows on every colour of a scale.
    private void outline(int row, int column, int rows, int columns, double line) {
        double x = frame.layout().x() + frame.view().columnEdge(column);
        double y = frame.layout().y() + frame.view().rowEdge(row);
        double wide = frame.layout().x() + frame.view().columnEdge(column + columns) - x;
        double high = frame.layout().y() + frame.view().rowEdge(row + rows) - y;
        double growX = Math.max(0, SMALLEST_OUTLINE - wide) / 2;
        double growY = Math.max(0, SMALLEST_OUTLINE - high) / 2;
        surface.frame(frame.palette().accent(), line, x - growX - 1, y - growY - 1, wide + 2 * growX + 2,
                high + 2 * growY + 2);
        if (wide > 4 * line && high > 4 * line) {
            surface.frame(frame.palette().background(), 1, x - 1 + line, y - 1 + line, wide + 2 - 2 * line,
                    high + 2 - 2 * line);
        }
    }

    private boolean exists(Cell cell) {
        return cell.row() < frame.view().rows() && cell.column() < frame.view().columns() && cell.row() >= 0
                && cell.column() >= 0;
    }

    private static double middle(double from, double to) {
        return Math.floor((from + to) / 2);
    }
}
