package org.sextant.app.activations;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.TilePane;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.Cell;
import org.sextant.app.chart.ColorScale;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Limits;
import org.sextant.app.chart.Palette;

/// Every head of a layer as a small picture; a click or the arrow keys make one large. All share one scale,
/// which suits the weights of the whole layer.
final class HeadGrid extends ScrollPane {
    private static final double TILE = 64;

    private final TilePane tiles = new TilePane();
    private final ObservableValue<Palette> palette;
    private final Executor pixels;
    private final IntConsumer chosen;
    private final ObservableBooleanValue steady;
    private Optional<Scale> scale = Optional.empty();
    private @Nullable AttentionHeads painted;
    private @Nullable AttentionPicture latest;

    /// @param difference whether it is one of differences
    private record Scale(Limits limits, boolean difference) {}

    /// @param palette the theme in force
    /// @param steady whether the scale only widens from picture to picture
    /// @param pixels where values become colours
    HeadGrid(ObservableValue<Palette> palette, ObservableBooleanValue steady, Executor pixels, IntConsumer chosen) {
        this.palette = palette;
        this.steady = steady;
        this.pixels = pixels;
        this.chosen = chosen;
        setId("heads");
        getStyleClass().addAll("head-grid", "edge-to-edge");
        tiles.getStyleClass().add("head-tiles");
        setContent(tiles);
        setFitToWidth(true);
        setFocusTraversable(false);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        palette.subscribe((before, now) -> repaint());
        steady.subscribe((before, now) -> repaint());
    }

    void show(Drawing<AttentionPicture> drawing) {
        var heads = new AttentionHeads(drawing);
        latest = drawing.picture();
        if (painted == null || !heads.looksLike(painted)) {
            painted = heads;
            repaint();
        }
        select(drawing.picture().head());
    }

    private void repaint() {
        AttentionHeads heads = painted;
        if (heads == null) {
            return;
        }
        offer(heads.drawing().picture().heads());
        Palette colours = palette.getValue();
        boolean difference = heads.drawing().isDifference();
        Optional<Scale> least = scale.filter(before -> steady.get() && before.difference() == difference);
        pixels.execute(() -> {
            List<Heatmap> maps = heads.maps();
            Limits suiting = maps.stream().map(Limits::automatic).reduce(Limits::union).orElseThrow();
            var now = new Scale(least.map(before -> before.limits().union(suiting)).orElse(suiting), difference);
            ColorScale colour = ColorScale.of(difference, now.limits(), colours);
            List<Thumbnail> pictures = maps.stream().map(map -> Thumbnail.of(map.cells(), colour)).toList();
            Platform.runLater(() -> {
                if (heads.equals(painted)) {
                    scale = Optional.of(now);
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

    private HeadTile tile(int head) {
        var tile = new HeadTile(head, TILE);
        tile.setOnAction(event -> choose(head));
        tile.addEventFilter(KeyEvent.KEY_PRESSED, event -> step(event, head));
        return tile;
    }

    private void choose(int head) {
        select(head);
        chosen.accept(head);
    }

    /// The arrow keys go from head to head, so that all of them are one stop of the tab key.
    private void step(KeyEvent event, int from) {
        int columns = Math.max(1, (int) (tiles.getWidth() / tiles.getTileWidth()));
        int last = heads().size() - 1;
        int to = switch (event.getCode()) {
            case LEFT -> from - 1;
            case RIGHT -> from + 1;
            case UP -> from - columns;
            case DOWN -> from + columns;
            case HOME -> 0;
            case END -> last;
            default -> from;
        };
        boolean ours = event.getCode().isArrowKey() || event.getCode() == KeyCode.HOME
                || event.getCode() == KeyCode.END;
        if (!ours || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        event.consume();
        if (to != from && to >= 0 && to <= last) {
            choose(to);
            heads().get(to).requestFocus();
        }
    }

    /// Marks the cell of the large picture that the pointer is over in every small one.
    void point(Optional<Cell> cell) {
        AttentionPicture picture = latest;
        if (picture != null) {
            heads().forEach(tile -> tile.point(cell, picture.tokens().size()));
        }
    }

    private void paint(List<Thumbnail> pictures) {
        List<HeadTile> buttons = heads();
        for (int head = 0; head < Math.min(buttons.size(), pictures.size()); head++) {
            buttons.get(head).show(pictures.get(head));
        }
    }

    private void select(int head) {
        for (HeadTile tile : heads()) {
            boolean now = tile.head() == head;
            if (now && !tile.isSelected()) {
                Platform.runLater(() -> reveal(tile));
            }
            tile.setSelected(now);
            tile.setFocusTraversable(now);
        }
    }

    private void reveal(HeadTile tile) {
        double room = tiles.getHeight() - getViewportBounds().getHeight();
        if (room <= 0) {
            return;
        }
        double top = getVvalue() * room;
        double wanted = Math.clamp(top,
                Math.max(0, tile.getBoundsInParent().getMaxY() - getViewportBounds().getHeight()),
                Math.max(tile.getBoundsInParent().getMinY(),
                        tile.getBoundsInParent().getMaxY() - getViewportBounds().getHeight()));
        setVvalue(wanted / room);
    }

    private List<HeadTile> heads() {
        return tiles.getChildren().stream().map(HeadTile.class::cast).toList();
    }
}
