package org.sextant.app.chart;

/// A block of colours, opaque or none.
final class Pixels {
    private final int width;
    private final int height;
    private final int[] argb;

    /// Takes over the row-major array without copying.
    Pixels(int width, int height, int[] argb) {
        this.width = width;
        this.height = height;
        this.argb = argb;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /// The array itself, row-major; not to be written.
    int[] argb() {
        return argb;
    }

    int at(int x, int y) {
        return argb[y * width + x];
    }
}
