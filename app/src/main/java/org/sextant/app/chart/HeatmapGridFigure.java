package org.sextant.app.chart;

import java.awt.Graphics2D;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.Surface.Anchor;
import org.sextant.app.chart.Surface.TextStyle;

/// Many heatmaps of one kind as small pictures side by side, on one scale: every head of a layer.
///
/// @param title what they show
/// @param kind what one of them is; its number follows
/// @param heatmaps all with the same axes, signed or all unsigned
/// @param limits of the common scale; empty for those that hold every heatmap
public record HeatmapGridFigure(String title, String kind, List<Heatmap> heatmaps, Optional<Limits> limits)
        implements
            Figure {
    private static final double MARGIN = 16;
    private static final double HEAD = 46;
    private static final double TITLE_BASELINE = 14;
    private static final double AXES_BASELINE = 34;
    private static final double GAP = 10;
    private static final double LABEL = 15;
    private static final double LABEL_BASELINE = 11;
    private static final double LEGEND = 70;
    private static final double WIDEST = 900;
    private static final double LARGEST_TILE = 150;
    private static final double LEAST_HEIGHT = 120;
    private static final double HIGHEST_LEGEND = 240;
    private static final int MOST_IN_A_ROW = 16;

    public HeatmapGridFigure {
        heatmaps = List.copyOf(heatmaps);
        if (heatmaps.isEmpty()) {
            throw new IllegalArgumentException("a grid of no heatmaps");
        }
    }

    @Override
    public double width() {
        return Math.max(420, 2 * MARGIN + across() * (tile() + GAP) - GAP + LEGEND);
    }

    @Override
    public double height() {
        return 2 * MARGIN + HEAD + Math.max(LEAST_HEIGHT, down() * (tile() + LABEL + GAP) - GAP);
    }

    /// How many stand side by side: at least as wide as high, with the fewest places left empty.
    private int across() {
        int square = (int) Math.ceil(Math.sqrt(heatmaps.size()));
        return IntStream.rangeClosed(Math.min(square, MOST_IN_A_ROW), Math.min(2 * square, MOST_IN_A_ROW)).boxed()
                .min(Comparator.comparingInt(this::empty)).orElseThrow();
    }

    private int empty(int across) {
        return Math.ceilDiv(heatmaps.size(), across) * across - heatmaps.size();
    }

    private int down() {
        return Math.ceilDiv(heatmaps.size(), across());
    }

    private double tile() {
        return Math.floor(Math.min(LARGEST_TILE, (WIDEST - 2 * MARGIN - LEGEND + GAP) / across() - GAP));
    }

    @Override
    public void draw(Graphics2D graphics) {
        Palette palette = Palette.light();
        graphics.translate(MARGIN, MARGIN);
        Surface surface = new AwtSurface(graphics);
        double inner = width() - 2 * MARGIN;
        surface.text(surface.fitted(title, TextStyle.TITLE, inner), TextStyle.TITLE, palette.foreground(), 0,
                TITLE_BASELINE, Anchor.START);
        Heatmap first = heatmaps.getFirst();
        surface.text(first.valueLabel(), TextStyle.LABEL, palette.muted(), inner, AXES_BASELINE, Anchor.END);
        double room = inner - surface.textWidth(first.valueLabel(), TextStyle.LABEL) - GAP;
        surface.text(surface.fitted(axes(first), TextStyle.LABEL, room), TextStyle.LABEL, palette.muted(), 0,
                AXES_BASELINE, Anchor.START);
        drawTiles(surface, palette, heatmaps.stream().map(map -> CellGrid.of(map.cells())).toList());
        graphics.translate(-MARGIN, -MARGIN);
    }

    private String axes(Heatmap map) {
        return "each " + kind + ": " + map.rowAxis() + " ↓ (" + map.cells().rows() + ") · " + map.columnAxis()
                + " → (" + map.cells().columns() + ")";
    }

    private void drawTiles(Surface surface, Palette palette, List<CellGrid> grids) {
        ColorScale scale = ColorScale.of(heatmaps.getFirst().signed(), limits.orElseGet(() -> common(grids)), palette);
        FigureCells cells = new FigureCells(surface, scale, palette);
        long all = grids.stream().mapToLong(grid -> grid.values().length).sum();
        for (int index = 0; index < grids.size(); index++) {
            int row = index / across();
            double x = index % across() * (tile() + GAP);
            double y = HEAD + row * (tile() + LABEL + GAP);
            surface.text(label(index, surface), TextStyle.LABEL, palette.foreground(), x, y + LABEL_BASELINE,
                    Anchor.START);
            Heatmap map = heatmaps.get(index);
            if (grids.get(index).values().length > 0) {
                cells.draw(grids.get(index), Viewport.fitting(map.cells().rows(), map.cells().columns(), tile(),
                        tile()), x, y + LABEL, all <= FigureCells.MOST_SHAPES);
            }
            surface.frame(palette.border(), 0.5, x - 0.5, y + LABEL - 0.5, tile() + 1, tile() + 1);
        }
        new ColorLegend(surface, scale, palette).draw(
                width() - 2 * MARGIN - ColorLegend.room(scale.limits(), surface), HEAD + LABEL,
                Math.min(HIGHEST_LEGEND, height() - 2 * MARGIN - HEAD - LABEL),
                grids.stream().map(CellGrid::lowest).reduce(Float.POSITIVE_INFINITY, Math::min),
                grids.stream().map(CellGrid::highest).reduce(Float.NEGATIVE_INFINITY, Math::max));
    }

    /// `head 12`; where the pictures are too small for it, `12`.
    private String label(int index, Surface surface) {
        String longest = kind + " " + (heatmaps.size() - 1);
        return surface.textWidth(longest, TextStyle.LABEL) <= tile() ? kind + " " + index : Integer.toString(index);
    }

    private Limits common(List<CellGrid> grids) {
        return grids.stream().map(grid -> Limits.automatic(grid.values(), heatmaps.getFirst().signed()))
                .reduce(Limits::union).orElseThrow();
    }

    @Override
    public DataTable table() {
        return new DataTable(
                Stream.concat(Stream.of(kind), HeatmapFigure.of(heatmaps.getFirst()).table().columns().stream())
                        .toList(),
                () -> IntStream.range(0, heatmaps.size()).boxed().flatMap(this::rows));
    }

    private Stream<List<DataCell>> rows(int index) {
        return HeatmapFigure.of(heatmaps.get(index)).table().behind(kind, DataCell.of(index)).rows().get();
    }
}
