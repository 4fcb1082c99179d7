package org.sextant.app.activations;

import java.util.Arrays;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

import org.sextant.app.chart.ColorScale;
import org.sextant.app.chart.Heatmap;

/// The pixels of one head. Of a long prompt each pixel shows the weight of the cells under it that is largest in
/// absolute terms.
record Thumbnail(WritableImage image) {
    private static final int MOST_PIXELS = 128;

    static Thumbnail of(Heatmap.Cells cells, ColorScale scale) {
        int tokens = cells.rows();
        int bin = Math.ceilDiv(tokens, MOST_PIXELS);
        int size = Math.ceilDiv(tokens, bin);
        int zoom = Math.max(1, MOST_PIXELS / size);
        int side = size * zoom;
        int[] argb = new int[side * side];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                int colour = scale.argb(strongest(cells, row * bin, column * bin, bin));
                for (int line = row * zoom; line < (row + 1) * zoom; line++) {
                    Arrays.fill(argb, line * side + column * zoom, line * side + (column + 1) * zoom, colour);
                }
            }
        }
        var image = new WritableImage(side, side);
        image.getPixelWriter().setPixels(0, 0, side, side, PixelFormat.getIntArgbInstance(), argb, 0, side);
        return new Thumbnail(image);
    }

    private static float strongest(Heatmap.Cells cells, int top, int left, int bin) {
        float strongest = 0;
        for (int query = top; query < Math.min(cells.rows(), top + bin); query++) {
            for (int key = left; key < Math.min(query + 1, left + bin); key++) {
                float weight = cells.at(query, key);
                strongest = Math.abs(weight) > Math.abs(strongest) ? weight : strongest;
            }
        }
        return strongest;
    }
}
