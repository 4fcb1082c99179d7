package org.sextant.app.chart;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.NodeOrientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.MouseEvent;

import org.jspecify.annotations.Nullable;

/// A chart to look at, with a line below it that reads out what is pointed at. It is drawn on the executor it is given;
/// until then the old picture stays.
///
/// @param <F> what is shown
/// @param <R> how that was drawn
abstract class FramePane<F, R> extends ChartRegion {
    private static final double READOUT_HEIGHT = 18;
    private static final double BASELINE = 5;

    private final SingleWork work;
    private final Canvas canvas = new Canvas();
    private final FxSurface surface = new FxSurface(canvas.getGraphicsContext2D());
    private final ObjectProperty<Optional<F>> figure = new SimpleObjectProperty<>(this, "figure", Optional.empty());
    private LongConsumer paintListener = nanos -> {};
    private @Nullable R frame;
    private boolean stale = true;

    /// @param pixels where charts become pixels: away from the UI thread, except in tests; it runs what it accepts
    FramePane(Executor pixels) {
        this.work = new SingleWork(pixels);
        getChildren().add(canvas);
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        figure.subscribe(ignored -> redraw());
        paletteProperty().subscribe(ignored -> redraw());
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> requestFocus());
    }

    public final void show(F next) {
        figure.set(Optional.of(next));
    }

    public final void clear() {
        figure.set(Optional.empty());
    }

    public final ObjectProperty<Optional<F>> figureProperty() {
        return figure;
    }

    /// Hears the nanoseconds the UI thread spent on each new picture.
    public final void setPaintListener(LongConsumer listener) {
        paintListener = listener;
    }

    /// Draws a figure, away from the UI thread.
    abstract R frame(F shown, Palette palette, double width, double height, double density);

    /// Puts what was drawn on the canvas, and above it what is pointed at.
    abstract void paint(R shown, FxSurface on);

    /// What is on the canvas.
    final Optional<R> frame() {
        return Optional.ofNullable(frame);
    }

    /// Writes a line below the chart and tells it to who listens.
    final void readOut(String title, String readout) {
        surface.text(surface.fitted(readout, Surface.TextStyle.LABEL, getWidth()), Surface.TextStyle.LABEL,
                palette().foreground(), 0, getHeight() - BASELINE, Surface.Anchor.START);
        setAccessibleText(title + (readout.isEmpty() ? "" : ", " + readout));
    }

    /// Paints again what was drawn.
    final void paint() {
        canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (frame == null) {
            setAccessibleText("");
        } else {
            paint(frame, surface);
        }
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
            figure.get().ifPresentOrElse(this::draw, this::forget);
        }
    }

    private void draw(F shown) {
        double width = getWidth();
        double height = getHeight() - READOUT_HEIGHT;
        double density = density();
        Palette colours = palette();
        work.start(() -> frame(shown, colours, width, height, density), this::present, this::forget);
    }

    private void present(R next) {
        long start = System.nanoTime();
        frame = next;
        paint();
        paintListener.accept(System.nanoTime() - start);
        if (stale) {
            requestLayout();
        }
    }

    private void forget() {
        frame = null;
        paint();
    }
}
