package org.sextant.app.chart;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.NodeOrientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

import org.jspecify.annotations.Nullable;

/// A histogram to look at: pointing at a bar, or the arrow keys, read out its interval and count. It is drawn on the
/// executor it is given; until then the old picture stays.
public final class HistogramPane extends ChartRegion {
    private static final double READOUT_HEIGHT = 18;
    private static final double BASELINE = 5;
    private static final int SHADE = 0x30000000;

    private final SingleWork work;
    private final Canvas canvas = new Canvas();
    private final FxSurface surface = new FxSurface(canvas.getGraphicsContext2D());
    private final ObjectProperty<Optional<HistogramFigure>> histogram = new SimpleObjectProperty<>(this, "histogram",
            Optional.empty());
    private final ObjectProperty<OptionalInt> pointedBin = new SimpleObjectProperty<>(this, "pointedBin",
            OptionalInt.empty());
    private @Nullable HistogramFrame frame;
    private boolean stale = true;

    /// @param pixels where charts become pixels: away from the UI thread, except in tests; it runs what it accepts
    public HistogramPane(Executor pixels) {
        this.work = new SingleWork(pixels);
        getChildren().add(canvas);
        getStyleClass().add("histogram");
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        setMinSize(120, 100);
        setPrefSize(280, 170);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription("histogram");
        histogram.subscribe(ignored -> {
            pointedBin.set(OptionalInt.empty());
            redraw();
        });
        paletteProperty().subscribe(ignored -> redraw());
        pointedBin.subscribe(ignored -> paint());
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> pointedBin.set(binAt(event.getX())));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointedBin.set(OptionalInt.empty()));
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> requestFocus());
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    public void show(HistogramFigure figure) {
        histogram.set(Optional.of(figure));
    }

    public void clear() {
        histogram.set(Optional.empty());
    }

    public ObjectProperty<Optional<HistogramFigure>> histogramProperty() {
        return histogram;
    }

    /// The interval that is read out.
    public ObjectProperty<OptionalInt> pointedBinProperty() {
        return pointedBin;
    }

    private void redraw() {
        stale = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            stale = true;
        }
        if (stale && !work.isBusy() && getWidth() > 0 && getHeight() > READOUT_HEIGHT) {
            stale = false;
            histogram.get().ifPresentOrElse(this::draw, this::forget);
        }
    }

    private void draw(HistogramFigure figure) {
        double width = getWidth();
        double height = getHeight() - READOUT_HEIGHT;
        double density = density();
        Palette colours = palette();
        work.start(() -> HistogramFrame.of(figure, colours, width, height, density), this::present, this::forget);
    }

    private void present(HistogramFrame next) {
        frame = next;
        paint();
        if (stale) {
            requestLayout();
        }
    }

    private void forget() {
        frame = null;
        paint();
    }

    private void paint() {
        canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        HistogramFrame shown = frame;
        if (shown == null) {
            setAccessibleText("");
            return;
        }
        surface.pixels(shown.pixels(), 0, 0, shown.width(), shown.height());
        OptionalInt bin = pointedBin.get();
        bin.ifPresent(at -> surface.fill(SHADE | (shown.palette().foreground() & 0xffffff), shown.left(at),
                shown.top(), shown.left(at + 1) - shown.left(at), shown.bottom() - shown.top()));
        String readout = bin.isPresent() ? readout(shown.figure(), bin.getAsInt()) : "";
        surface.text(surface.fitted(readout, Surface.TextStyle.LABEL, getWidth()), Surface.TextStyle.LABEL,
                shown.palette().foreground(), 0, getHeight() - BASELINE, Surface.Anchor.START);
        setAccessibleText(shown.figure().title() + (readout.isEmpty() ? "" : ", " + readout));
    }

    /// `-0.1200 to 0.1200: 14 of 64`.
    private static String readout(HistogramFigure figure, int bin) {
        long all = figure.counts().stream().mapToLong(Integer::intValue).sum();
        return Numbers.format(figure.edge(bin)) + " to " + Numbers.format(figure.edge(bin + 1)) + ": "
                + figure.counts().get(bin) + " of " + all;
    }

    private OptionalInt binAt(double x) {
        HistogramFrame shown = frame;
        return shown == null
                ? OptionalInt.empty()
                : IntStream.range(0, shown.figure().counts().size())
                        .filter(bin -> shown.left(bin) <= x && x < shown.left(bin + 1)).findFirst();
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
        histogram.get().ifPresent(figure -> {
            int last = figure.counts().size() - 1;
            int from = pointedBin.get().orElse(step > 0 ? -1 : last + 1);
            pointedBin.set(OptionalInt.of(Math.clamp(from + step, 0, last)));
            event.consume();
        });
    }
}
