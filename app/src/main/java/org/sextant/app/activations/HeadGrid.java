package org.sextant.app.activations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.TilePane;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.ColorScale;
import org.sextant.app.chart.Limits;
import org.sextant.app.chart.Palette;
import org.sextant.runtime.session.TensorValue;

/// Every head of a layer as a small picture; a click makes one large. All share one scale from 0 to 1.
final class HeadGrid extends ScrollPane {
    private static final double TILE = 64;
    private static final int MOST_PIXELS = 128;

    private final TilePane tiles = new TilePane();
    private final ObservableValue<Palette> palette;
    private final Executor pixels;
    private final IntConsumer chosen;
    private @Nullable TensorValue shown;
    private @Nullable AttentionPicture latest;

    /// @param palette the theme in force
    /// @param pixels where values become colours
    HeadGrid(ObservableValue<Palette> palette, Executor pixels, IntConsumer chosen) {
        this.palette = palette;
        this.pixels = pixels;
        this.chosen = chosen;
        setId("heads");
        getStyleClass().addAll("head-grid", "edge-to-edge");
        tiles.getStyleClass().add("head-tiles");
        setContent(tiles);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        palette.subscribe((before, now) -> repaint());
    }

    void show(AttentionPicture picture) {
        latest = picture;
        if (!picture.pattern().equals(shown)) {
            repaint();
        }
        select(picture.head());
    }

    private void repaint() {
        AttentionPicture picture = latest;
        if (picture == null) {
            return;
        }
        shown = picture.pattern();
        offer(picture.heads());
        ColorScale scale = ColorScale.of(false, new Limits(0, 1), palette.getValue());
        pixels.execute(() -> {
            List<Thumbnail> pictures = IntStream.range(0, picture.heads())
                    .mapToObj(head -> Thumbnail.of(picture, head, scale)).toList();
            Platform.runLater(() -> {
                if (picture.pattern().equals(shown)) {
                    paint(pictures);
                }
            });
        });
    }

    private void offer(int heads) {
        while (tiles.getChildren().size() > heads) {
            tiles.getChildren().removeLast();
        }
        while (tiles.getChildren().size() < heads) {
            tiles.getChildren().add(tile(tiles.getChildren().size()));
        }
    }

    private ToggleButton tile(int head) {
        var view = new ImageView();
        view.setFitWidth(TILE);
        view.setFitHeight(TILE);
        var tile = new ToggleButton(Integer.toString(head), view);
        tile.setId("head-" + head);
        tile.setAccessibleText("Head " + head);
        tile.setContentDisplay(ContentDisplay.TOP);
        tile.getStyleClass().add("head-tile");
        tile.setOnAction(event -> {
            tile.setSelected(true);
            chosen.accept(head);
        });
        return tile;
    }

    private void paint(List<Thumbnail> pictures) {
        var buttons = new ArrayList<>(tiles.getChildren());
        for (int head = 0; head < Math.min(buttons.size(), pictures.size()); head++) {
            if (buttons.get(head) instanceof ToggleButton tile && tile.getGraphic() instanceof ImageView view) {
                view.setImage(pictures.get(head).image());
            }
        }
    }

    private void select(int head) {
        for (int index = 0; index < tiles.getChildren().size(); index++) {
            if (tiles.getChildren().get(index) instanceof ToggleButton tile) {
                tile.setSelected(index == head);
            }
        }
    }

    /// The pixels of one head. Of a long prompt each pixel shows the largest weight of the cells under it.
    private record Thumbnail(WritableImage image) {
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
}
