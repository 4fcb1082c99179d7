package org.sextant.app.chart;

import java.util.Arrays;
import java.util.List;

/// The pixels of [Tracks]: lines in steps, which are painted by hand because thousands of steps would keep a stroker
/// busy.
final class TracksRaster {
    private static final double EDGE = 3;
    private static final double THICKNESS = 1.5;
    /// Lines that take the same course lie beside each other.
    private static final double APART = 2;

    private final int width;
    private final int height;
    private final int[] argb;
    private final int thickness;
    private final double stepWidth;

    private TracksRaster(int width, int height, int thickness, double stepWidth) {
        this.width = width;
        this.height = height;
        this.thickness = thickness;
        this.stepWidth = stepWidth;
        this.argb = new int[width * height];
    }

    /// @param density device pixels in one pixel of the layout
    static Pixels of(Tracks tracks, Palette palette, double width, double height, double density) {
        int across = (int) Math.ceil(width * density);
        int down = (int) Math.ceil(height * density);
        var raster = new TracksRaster(across, down, (int) Math.max(1, Math.round(THICKNESS * density)),
                (double) across / Math.max(1, tracks.span()));
        List<Tracks.Line> lines = tracks.lines();
        double aside = (lines.size() - 1) * APART * density / 2;
        for (int index = 0; index < lines.size(); index++) {
            int colour = palette.categories()
                    .get(Math.floorMod(lines.get(index).colour(), palette.categories().size()));
            raster.paint(lines.get(index), tracks.size(), colour, down / 2.0 + index * APART * density - aside,
                    down / 2.0 - EDGE * density - aside);
        }
        return new Pixels(across, down, raster.argb);
    }

    /// @param zero where the line lies while it does nothing
    /// @param half how far up and down it goes from there
    private void paint(Tracks.Line line, int steps, int colour, double zero, double half) {
        List<Tracks.Stretch> stretches = line.stretches();
        int before = -1;
        for (int index = 0; index < stretches.size(); index++) {
            double value = stretches.get(index).value();
            if (Double.isNaN(value)) {
                before = -1;
                continue;
            }
            int end = index + 1 < stretches.size() ? stretches.get(index + 1).first() : steps;
            int left = (int) Math.round(stretches.get(index).first() * stepWidth);
            int y = (int) Math.round(zero - line.height(value) * half - thickness / 2.0);
            fill(colour, left, y, (int) Math.round(end * stepWidth), y + thickness);
            if (before >= 0) {
                fill(colour, left, Math.min(before, y), left + thickness, Math.max(before, y) + thickness);
            }
            before = y;
        }
    }

    private void fill(int colour, int left, int top, int right, int bottom) {
        for (int row = Math.max(0, top); row < Math.min(height, bottom); row++) {
            int from = Math.clamp(left, 0, width);
            Arrays.fill(argb, row * width + from, row * width + Math.clamp(right, from, width), colour);
        }
    }
}
