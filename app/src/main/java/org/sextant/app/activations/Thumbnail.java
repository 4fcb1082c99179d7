package org.sextant.app.activations;

import java.util.Arrays;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

import org.sextant.app.chart.ColorScale;

/// The pixels of one head. Of a long prompt each pixel shows the largest weight of the cells under it.
record Thumbnail(WritableImage image) {
    private static final int MOST_PIXELS = 128;

    static Thumbnail of(AttentionPicture picture, int head, ColorScale scale) {
        int tokens = picture.tokens().size();
        int bin = Math.ceilDiv(tokens, MOST_PIXELS);
        int size = Math.ceilDiv(tokens, bin);
        int zoom = Math.max(1, MOST_PIXELS / size);
        int side = size * zoom;
        int[] argb = new int[side * side];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                int colour = scale.argb(largest(picture, head, row * bin, column * bin, bin));
                for (int line = row * zoom; line < (row + 1) * zoom; line++) {
                    Arrays.fill(argb, line * side + column * zoom, line * side + (column + 1) * zoom, colour);
                }
            }
        }
        var image = new WritableImage(side, side);
        image.getPixelWriter().setPixels(0, 0, side, side, PixelFormat.getIntArgbInstance(), argb, 0, side);
        return new Thumbnail(image);
    }

    private static float largest(AttentionPicture picture, int head, int top, int left, int bin) {
        int tokens = picture.tokens().size();
        float largest = 0;
        for (int query = top; query < Math.min(tokens, top + bin); query++) {
            for (int key = left; key < Math.min(query + 1, left + bin); key++) {
                largest = Math.max(largest, picture.weight(head, query, key));
            }
        }
        return largest;
    }
}
