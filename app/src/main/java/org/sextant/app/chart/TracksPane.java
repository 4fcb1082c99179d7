package org.sextant.app.chart;

import java.util.List;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/// [Tracks] as thin lines, each scaled to its own reach around the line of what does nothing. Pointing at a step, or the
/// arrow keys, read out its values. It is painted at most once a pulse.
public final class TracksPane extends ChartRegion {
    private static final double GUTTER = 14;

    private final String step;
    private final Canvas canvas = new Canvas();
    private final FxSurface surface = new FxSurface(canvas.getGraphicsContext2D());
    private final Tooltip tooltip = new Tooltip();
    private final ObjectProperty<OptionalInt> pointedStep = new SimpleObjectProperty<>(this, "pointedStep",
            OptionalInt.empty());
    private Tracks tracks = new Tracks(0);
    private int paints;

    /// @param step what one step is: `token`
    public TracksPane(String step) {
        this.step = step;
        getChildren().add(canvas);
        getStyleClass().add("tracks");
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        setMinSize(80, 24);
        setPrefSize(280, 44);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription("lines");
        tooltip.setShowDelay(Duration.millis(150));
        tooltip.setShowDuration(Duration.INDEFINITE);
        paletteProperty().subscribe(ignored -> requestLayout());
        focusedProperty().subscribe(focused -> {
            if (!focused) {
                point(OptionalInt.empty());
            }
            requestLayout();
        });
        pointedStep.subscribe(ignored -> requestLayout());
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> point(stepAt(event.getX())));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> point(OptionalInt.empty()));
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> requestFocus());
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// Shows these, now and after [#changed].
    public void show(Tracks next) {
        tracks = next;
        point(OptionalInt.empty());
        changed();
    }

    /// There are more steps.
    public void changed() {
        requestLayout();
    }

    /// The step that is read out.
    public ObjectProperty<OptionalInt> pointedStepProperty() {
        return pointedStep;
    }

    /// How often it has been painted.
    int paints() {
        return paints;
    }

    private void point(OptionalInt next) {
        pointedStep.set(next);
        if (next.isPresent()) {
            tooltip.setText(readout(next.getAsInt()));
            Tooltip.install(this, tooltip);
        } else {
            Tooltip.uninstall(this, tooltip);
            tooltip.hide();
        }
    }

    private String readout(int at) {
        List<String> values = tracks.describe(at);
        return step + " " + at + "\n" + (values.isEmpty() ? "nothing is set" : String.join("\n", values));
    }

    private OptionalInt stepAt(double x) {
        int at = (int) Math.floor((x - GUTTER) / stepWidth());
        return at >= 0 && at < tracks.size() ? OptionalInt.of(at) : OptionalInt.empty();
    }

    private double stepWidth() {
        return Math.max(1, getWidth() - GUTTER) / Math.max(1, tracks.span());
    }

    private void key(KeyEvent event) {
        int by = switch (event.getCode()) {
            case LEFT -> -1;
            case RIGHT -> 1;
            default -> 0;
        };
        if (by != 0 && tracks.size() > 0 && !event.isAltDown() && !event.isShortcutDown()) {
            int from = pointedStep.get().orElse(by > 0 ? -1 : tracks.size());
            int at = Math.clamp(from + by, 0, tracks.size() - 1);
            point(OptionalInt.of(at));
            Point2D below = localToScreen(GUTTER + (at + 1) * stepWidth(), getHeight());
            tooltip.show(this, below.getX(), below.getY());
            event.consume();
        }
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.max(1, getWidth()));
        canvas.setHeight(Math.max(1, getHeight()));
        paint();
        int last = pointedStep.get().orElse(tracks.size() - 1);
        setAccessibleText(last < 0 ? "Nothing yet" : readout(last).replace("\n", ", "));
    }

    private void paint() {
        paints++;
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        double zero = Math.floor(getHeight() / 2) + 0.5;
        surface.line(palette().border(), 1, GUTTER - 4, zero, getWidth(), zero);
        surface.text(neutral(), Surface.TextStyle.SMALL, palette().muted(), GUTTER - 6, zero + 3, Surface.Anchor.END);
        pointedStep.get().ifPresent(at -> surface.fill(palette().border(), GUTTER + at * stepWidth(), 0,
                Math.max(1, stepWidth()), getHeight()));
        double width = getWidth() - GUTTER;
        if (width > 0) {
            surface.pixels(TracksRaster.of(tracks, palette(), width, getHeight(), density()), GUTTER, 0, width,
                    getHeight());
        }
        if (isFocused()) {
            surface.frame(palette().muted(), 1, 0, 0, getWidth(), getHeight());
        }
    }

    /// What is written beside the line of what does nothing; nothing where that is not the same for all.
    private String neutral() {
        List<Double> values = tracks.lines().stream().map(Tracks.Line::neutral).distinct().toList();
        return values.size() == 1 ? Numbers.brief(values.getFirst()) : "";
    }
}
