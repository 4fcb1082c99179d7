package org.sextant.app.chart;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.NodeOrientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;

import org.jspecify.annotations.Nullable;

/// A heatmap to look at: zoom, pan, hover, select. Colours are computed on the executor it is given and painted at the
/// next pulse; until then the old picture stays. With an executor that runs at once, a layout pass paints everything.
public final class HeatmapPane extends ChartRegion {
    private static final double READOUT_HEIGHT = 22;
    private static final String UNDRAWN = "This picture could not be drawn";

    private final SingleWork work;
    private final SuitingLimits suiting = new SuitingLimits();
    private final Canvas base = new Canvas();
    private final Canvas overlay = new Canvas();
    private final FxSurface baseSurface = new FxSurface(base.getGraphicsContext2D());
    private final FxSurface overlaySurface = new FxSurface(overlay.getGraphicsContext2D());

    private final ObjectProperty<Optional<Heatmap>> heatmap = new SimpleObjectProperty<>(this, "heatmap",
            Optional.empty());
    private final ObjectProperty<Optional<Cell>> selectedCell = new SimpleObjectProperty<>(this, "selectedCell",
            Optional.empty());
    private final ObjectProperty<Optional<Cell>> hoveredCell = new SimpleObjectProperty<>(this, "hoveredCell",
            Optional.empty());
    private final ObjectProperty<Mark> mark = new SimpleObjectProperty<>(this, "mark", Mark.NONE);
    private final ObjectProperty<Viewport> viewport = new SimpleObjectProperty<>(this, "viewport",
            Viewport.fitting(0, 0, 1, 1));
    private final ObjectProperty<ScaleLimits> scaleLimits = new SimpleObjectProperty<>(this, "scaleLimits",
            new ScaleLimits());
    private final BooleanProperty steady = new SimpleBooleanProperty(this, "steady");
    private final ObjectProperty<String> emptyText = new SimpleObjectProperty<>(this, "emptyText",
            "Nothing to show yet");

    private final ObjectProperty<List<Cell>> pins = new SimpleObjectProperty<>(this, "pins", List.of());

    private Optional<Function<Cell, String>> words = Optional.empty();
    private Consumer<Cell> onActivate = cell -> {};
    private LongConsumer paintListener = nanos -> {};
    private @Nullable HeatmapFrame frame;
    private @Nullable PreparedHeatmap prepared;
    private boolean baseDirty = true;
    private boolean overlayDirty = true;

    /// @param pixels where values become colours: away from the UI thread, except in tests; it runs what it accepts
    public HeatmapPane(Executor pixels) {
        this.work = new SingleWork(pixels);
        getChildren().addAll(base, overlay);
        getStyleClass().add("heatmap");
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        setMinSize(120, 80);
        setPrefSize(640, 400);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription("heatmap");
        new HeatmapGestures(this).install();
        heatmap.subscribe((before, now) -> take(now));
        viewport.subscribe(ignored -> repaint());
        paletteProperty().subscribe(ignored -> repaint());
        emptyText.subscribe(ignored -> repaint());
        selectedCell.subscribe(ignored -> repaintOverlay());
        mark.subscribe(ignored -> repaintOverlay());
        pins.subscribe(ignored -> repaintOverlay());
        hoveredCell.subscribe(ignored -> repaintOverlay());
        focusedProperty().subscribe(ignored -> repaintOverlay());
        scaleLimits.flatMap(ScaleLimits::limitsProperty).subscribe(ignored -> repaint());
        scaleLimits.subscribe(this::shareScale);
        steady.subscribe((before, now) -> suit());
    }

    /// Shows a heatmap; one of the same size keeps the view and the selection.
    public void show(Heatmap next) {
        heatmap.set(Optional.of(next));
    }

    /// Shows nothing but [#emptyTextProperty()].
    public void clear() {
        heatmap.set(Optional.empty());
    }

    public ObjectProperty<Optional<Heatmap>> heatmapProperty() {
        return heatmap;
    }

    /// The outlined cell; linked views may set it.
    public ObjectProperty<Optional<Cell>> selectedCellProperty() {
        return selectedCell;
    }

    /// The cell under the pointer, with a crosshair; linked views may set it.
    public ObjectProperty<Optional<Cell>> hoveredCellProperty() {
        return hoveredCell;
    }

    /// The row or column that is selected elsewhere, outlined as a whole. Where both are known the cell speaks for them.
    public ObjectProperty<Mark> markProperty() {
        return mark;
    }

    /// Cells with a dot: where something stands that this picture is about.
    public ObjectProperty<List<Cell>> pinsProperty() {
        return pins;
    }

    /// Lets the readout say something else of a cell than its place and value.
    public void setReadout(Function<Cell, String> sentence) {
        words = Optional.of(sentence);
    }

    /// Which part of the matrix is seen.
    public ObjectProperty<Viewport> viewportProperty() {
        return viewport;
    }

    /// The limits of the colours; give several panes the same object for the same scale.
    public ObjectProperty<ScaleLimits> scaleLimitsProperty() {
        return scaleLimits;
    }

    /// While this is on, limits that follow the values only widen from picture to picture of the same quantity, so that
    /// colours can be compared while something moves; then they suit the last.
    public BooleanProperty steadyProperty() {
        return steady;
    }

    /// What an empty picture says: what to open or to do.
    public ObjectProperty<String> emptyTextProperty() {
        return emptyText;
    }

    /// Called when a person presses Enter on the selected cell or double-clicks beside no zoom.
    public void setOnActivate(Consumer<Cell> action) {
        onActivate = action;
    }

    /// Hears the nanoseconds the UI thread spent on each paint.
    public void setPaintListener(LongConsumer listener) {
        paintListener = listener;
    }

    /// Shows the whole matrix.
    public void fit() {
        viewport.set(viewport.get().fit());
    }

    void activate() {
        selectedCell.get().ifPresent(onActivate);
    }

    /// Where the cells lie in this pane; empty while nothing is painted.
    Optional<HeatmapLayout> cellsLayout() {
        return Optional.ofNullable(frame).map(HeatmapFrame::layout);
    }

    private void shareScale(ScaleLimits before, ScaleLimits now) {
        before.withdraw(this);
        suit();
    }

    /// Says to the scale what suits the picture.
    private void suit() {
        if (prepared != null) {
            scaleLimits.get().contribute(this, suiting.of(prepared, steady.get()));
        }
    }

    private void take(Optional<Heatmap> next) {
        int rows = next.map(map -> map.cells().rows()).orElse(0);
        int columns = next.map(map -> map.cells().columns()).orElse(0);
        Viewport view = viewport.get();
        if (view.rows() != rows || view.columns() != columns) {
            selectedCell.set(selectedCell.get().filter(cell -> cell.row() < rows && cell.column() < columns));
            hoveredCell.set(Optional.empty());
            viewport.set(Viewport.fitting(rows, columns, view.width(), view.height()));
        }
        if (rows == 0 || columns == 0) {
            prepared = null;
            frame = null;
            scaleLimits.get().withdraw(this);
        }
        setAccessibleText(next.map(Heatmap::title).orElse(emptyText.get()));
        repaint();
    }

    private void repaint() {
        baseDirty = true;
        requestLayout();
    }

    private void repaintOverlay() {
        overlayDirty = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        if (base.getWidth() != getWidth() || base.getHeight() != getHeight()) {
            for (Canvas canvas : new Canvas[]{base, overlay}) {
                canvas.setWidth(getWidth());
                canvas.setHeight(getHeight());
            }
            baseDirty = true;
        }
        if (baseDirty && getWidth() > 0 && getHeight() > 0) {
            renew();
        }
        if (overlayDirty) {
            overlayDirty = false;
            paintOverlay();
        }
    }

    private void renew() {
        Heatmap wanted = heatmap.get().filter(map -> map.cells().rows() > 0 && map.cells().columns() > 0)
                .orElse(null);
        if (wanted != null && work.isBusy()) {
            return;
        }
        baseDirty = false;
        if (wanted == null) {
            say(emptyText.get());
        } else if (prepared == null || !prepared.values().equals(wanted)) {
            work.start(() -> PreparedHeatmap.of(wanted), this::prepared, this::failed);
        } else {
            paint(prepared);
        }
    }

    private void prepared(PreparedHeatmap next) {
        if (shows(next.values())) {
            prepared = next;
            suit();
        }
        renew();
    }

    private void paint(PreparedHeatmap picture) {
        Limits limits = scaleLimits.get().limits().orElse(picture.own());
        HeatmapLayout layout = HeatmapLayout.of(picture.values(), limits, baseSurface, getWidth(), getHeight(), 0,
                READOUT_HEIGHT);
        if (viewport.get().width() != layout.width() || viewport.get().height() != layout.height()) {
            viewport.set(viewport.get().resizedTo(layout.width(), layout.height()));
            baseDirty = false;
        }
        Viewport view = viewport.get();
        double density = density();
        Palette colours = palette();
        ColorScale scale = ColorScale.of(picture.values().signed(), limits, colours);
        work.start(() -> picture.frame(scale, colours, layout, view, density), this::present, this::failed);
    }

    private void present(HeatmapFrame next) {
        if (shows(next.heatmap())) {
            long start = System.nanoTime();
            frame = next;
            base.getGraphicsContext2D().clearRect(0, 0, base.getWidth(), base.getHeight());
            next.paintOn(baseSurface);
            paintOverlay();
            paintListener.accept(System.nanoTime() - start);
        }
        if (baseDirty) {
            requestLayout();
        }
    }

    private boolean shows(Heatmap map) {
        return heatmap.get().filter(map::equals).isPresent();
    }

    /// The next change tries again.
    private void failed() {
        say(UNDRAWN);
        if (baseDirty) {
            requestLayout();
        }
    }

    /// A sentence in place of a picture.
    private void say(String sentence) {
        frame = null;
        base.getGraphicsContext2D().clearRect(0, 0, base.getWidth(), base.getHeight());
        baseSurface.text(sentence, Surface.TextStyle.LABEL, palette().muted(), getWidth() / 2, getHeight() / 2,
                Surface.Anchor.MIDDLE);
        paintOverlay();
        setAccessibleText(sentence);
    }

    private void paintOverlay() {
        overlay.getGraphicsContext2D().clearRect(0, 0, overlay.getWidth(), overlay.getHeight());
        if (frame != null) {
            String readout = new HeatmapOverlay(overlaySurface, frame, getHeight(), words).paint(selectedCell.get(),
                    mark.get(), pins.get(), hoveredCell.get(), isFocused());
            setAccessibleText(frame.heatmap().title() + (readout.isEmpty() ? "" : ", " + readout));
        }
    }
}
