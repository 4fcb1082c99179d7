package org.sextant.app.chart;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.NodeOrientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;

import org.jspecify.annotations.Nullable;

/// A heatmap to look at: zoom, pan, hover, select. Colours are computed on the executor it is given and painted at the
/// next pulse; until then the old picture stays. With an executor that runs at once, a layout pass paints everything.
public final class HeatmapPane extends ChartRegion {
    private static final double READOUT_HEIGHT = 22;

    private final Executor pixels;
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
    private final ObjectProperty<String> emptyText = new SimpleObjectProperty<>(this, "emptyText",
            "Nothing to show yet");

    private Consumer<Cell> onActivate = cell -> {};
    private LongConsumer paintListener = nanos -> {};
    private @Nullable HeatmapFrame frame;
    private @Nullable Prepared prepared;
    private boolean preparing;
    private boolean painting;
    private boolean baseDirty = true;
    private boolean overlayDirty = true;

    /// @param values the matrix as it came
    /// @param grid the same, ready to paint
    /// @param own limits that suit it alone
    private record Prepared(Heatmap values, CellGrid grid, Limits own) {}

    /// @param pixels where values become colours; never the UI thread, except in tests
    public HeatmapPane(Executor pixels) {
        this.pixels = pixels;
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
        viewport.subscribe(this::repaint);
        paletteProperty().subscribe(this::repaint);
        emptyText.subscribe(this::repaint);
        selectedCell.subscribe(this::repaintOverlay);
        mark.subscribe(this::repaintOverlay);
        hoveredCell.subscribe(this::repaintOverlay);
        focusedProperty().subscribe(this::repaintOverlay);
        scaleLimits.get().limitsProperty().subscribe(this::repaint);
        scaleLimits.subscribe(this::shareScale);
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

    /// Which part of the matrix is seen.
    public ObjectProperty<Viewport> viewportProperty() {
        return viewport;
    }

    /// The limits of the colours; give several panes the same object for the same scale.
    public ObjectProperty<ScaleLimits> scaleLimitsProperty() {
        return scaleLimits;
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
        now.limitsProperty().subscribe(this::repaint);
        if (prepared != null) {
            now.contribute(this, prepared.own());
        }
        repaint();
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
        if (wanted == null) {
            baseDirty = false;
            paintEmpty();
        } else if (prepared == null || !prepared.values().equals(wanted)) {
            prepare(wanted);
        } else if (!painting) {
            paint(prepared);
        }
    }

    private void prepare(Heatmap wanted) {
        if (preparing) {
            return;
        }
        preparing = true;
        pixels.execute(() -> {
            CellGrid grid = CellGrid.of(wanted.cells());
            Limits own = Limits.automatic(grid.values(), wanted.signed());
            onUiThread(() -> {
                preparing = false;
                prepared = new Prepared(wanted, grid, own);
                scaleLimits.get().contribute(this, own);
                renew();
            });
        });
    }

    private void paint(Prepared picture) {
        baseDirty = false;
        painting = true;
        Limits limits = scaleLimits.get().limits().orElse(picture.own());
        HeatmapLayout layout = HeatmapLayout.of(picture.values(), limits, baseSurface, getWidth(), getHeight(), 0,
                READOUT_HEIGHT);
        if (viewport.get().width() != layout.width() || viewport.get().height() != layout.height()) {
            viewport.set(viewport.get().resizedTo(layout.width(), layout.height()));
            baseDirty = false;
        }
        Viewport view = viewport.get();
        double density = getScene() == null || getScene().getWindow() == null
                ? 1 : Math.max(1, getScene().getWindow().getOutputScaleX());
        Palette colours = palette();
        ColorScale scale = ColorScale.of(picture.values().signed(), limits, colours);
        pixels.execute(() -> {
            Pixels cells = new HeatmapRaster(picture.grid(), view.scaledBy(density), scale).paint();
            HeatmapFrame next = new HeatmapFrame(picture.values(), picture.grid(), scale, colours, layout, view,
                    cells);
            onUiThread(() -> present(next));
        });
    }

    private void present(HeatmapFrame next) {
        painting = false;
        if (heatmap.get().filter(next.heatmap()::equals).isPresent()) {
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

    private void paintEmpty() {
        base.getGraphicsContext2D().clearRect(0, 0, base.getWidth(), base.getHeight());
        baseSurface.text(emptyText.get(), Surface.TextStyle.LABEL, palette().muted(), getWidth() / 2,
                getHeight() / 2, Surface.Anchor.MIDDLE);
        paintOverlay();
    }

    private void paintOverlay() {
        overlay.getGraphicsContext2D().clearRect(0, 0, overlay.getWidth(), overlay.getHeight());
        if (frame != null) {
            String readout = new HeatmapOverlay(overlaySurface, frame, getHeight()).paint(selectedCell.get(),
                    mark.get(), hoveredCell.get(), isFocused());
            setAccessibleText(frame.heatmap().title() + (readout.isEmpty() ? "" : ", " + readout));
        }
    }

    private static void onUiThread(Runnable action) {
        if (Platform.isFxApplicationThread()) {
            action.run();
        } else {
            Platform.runLater(action);
        }
    }
}
