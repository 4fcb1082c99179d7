package org.sextant.app.chart;

import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/// A histogram to look at: pointing at a bar, or the arrow keys, read out its interval and count. It is drawn on the
/// executor it is given; until then the old picture stays.
public final class HistogramPane extends FramePane<HistogramFigure, HistogramFrame> {
    private static final int SHADE = 0x30000000;

    private final ObjectProperty<OptionalInt> pointedBin = new SimpleObjectProperty<>(this, "pointedBin",
            OptionalInt.empty());

    /// @param pixels where charts become pixels: away from the UI thread, except in tests; it runs what it accepts
    public HistogramPane(Executor pixels) {
        super(pixels);
        getStyleClass().add("histogram");
        setMinSize(120, 100);
        setPrefSize(280, 170);
        setAccessibleRoleDescription("histogram");
        figureProperty().subscribe(ignored -> pointedBin.set(OptionalInt.empty()));
        pointedBin.subscribe(ignored -> paint());
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> pointedBin.set(binAt(event.getX())));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointedBin.set(OptionalInt.empty()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// The interval that is read out.
    public ObjectProperty<OptionalInt> pointedBinProperty() {
        return pointedBin;
    }

    @Override
    HistogramFrame frame(HistogramFigure figure, Palette palette, double width, double height, double density) {
        return HistogramFrame.of(figure, palette, width, height, density);
    }

    @Override
    void paint(HistogramFrame shown, FxSurface surface) {
        surface.pixels(shown.pixels(), 0, 0, shown.width(), shown.height());
        OptionalInt bin = pointedBin.get();
        bin.ifPresent(at -> surface.fill(SHADE | (shown.palette().foreground() & 0xffffff), shown.left(at),
                shown.top(), shown.left(at + 1) - shown.left(at), shown.bottom() - shown.top()));
        String readout = bin.isPresent() ? readout(shown.figure(), bin.getAsInt()) : "";
        readOut(shown.figure().title(), readout);
    }

    /// `-0.1200 to 0.1200: 14 of 64`.
    private static String readout(HistogramFigure figure, int bin) {
        long all = figure.counts().stream().mapToLong(Integer::intValue).sum();
        return Numbers.format(figure.edge(bin)) + " to " + Numbers.format(figure.edge(bin + 1)) + ": "
                + figure.counts().get(bin) + " of " + all;
    }

    private OptionalInt binAt(double x) {
        return frame().map(shown -> IntStream.range(0, shown.figure().counts().size())
                .filter(bin -> shown.left(bin) <= x && x < shown.left(bin + 1)).findFirst())
                .orElse(OptionalInt.empty());
    }

    private void key(KeyEvent event) {
        int step = switch (event.getCode()) {
            case LEFT -> -1;
            case RIGHT -> 1;
            default -> 0;
        };
        if (step == 0 || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        figureProperty().get().ifPresent(figure -> {
            int last = figure.counts().size() - 1;
            int from = pointedBin.get().orElse(step > 0 ? -1 : last + 1);
            pointedBin.set(OptionalInt.of(Math.clamp(from + step, 0, last)));
            event.consume();
        });
    }
}
