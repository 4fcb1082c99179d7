package org.sextant.app.chart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/// Points to look at and to pick: pointing at one reads it out, a click or the arrow keys pick it.
public final class PointsPane extends FramePane<PointsFigure, PointsFrame> {
    private static final double RING = 6.5;

    private final IntConsumer picked;
    private final ObjectProperty<OptionalInt> selected = new SimpleObjectProperty<>(this, "selected",
            OptionalInt.empty());
    private OptionalInt pointed = OptionalInt.empty();

    /// @param name id of the node
    /// @param pixels where charts become pixels: away from the UI thread, except in tests; it runs what it accepts
    /// @param picked hears what a picked point stands for
    public PointsPane(String name, Executor pixels, IntConsumer picked) {
        super(pixels);
        this.picked = picked;
        setId(name);
        getStyleClass().add("points");
        setMinSize(120, 80);
        setPrefSize(280, 170);
        setAccessibleRoleDescription("chart");
        figureProperty().subscribe(ignored -> pointed = OptionalInt.empty());
        selected.subscribe(ignored -> paint());
        focusedProperty().subscribe(ignored -> paint());
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> point(event.getX(), event.getY()));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> {
            pointed = OptionalInt.empty();
            paint();
        });
        addEventHandler(MouseEvent.MOUSE_CLICKED,
                event -> frame().flatMap(shown -> shown.at(event.getX(), event.getY()))
                        .ifPresent(dot -> picked.accept(dot.point().id())));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// What the selected point stands for.
    public ObjectProperty<OptionalInt> selectedProperty() {
        return selected;
    }

    private void point(double x, double y) {
        pointed = frame().flatMap(shown -> shown.at(x, y)).map(dot -> OptionalInt.of(dot.point().id()))
                .orElse(OptionalInt.empty());
        paint();
    }

    @Override
    PointsFrame frame(PointsFigure figure, Palette palette, double width, double height, double density) {
        return PointsFrame.of(figure, palette, width, height, density);
    }

    @Override
    void paint(PointsFrame shown, FxSurface surface) {
        surface.pixels(shown.pixels(), 0, 0, shown.width(), shown.height());
        Optional<PointsFrame.Dot> chosen = dot(shown, selected.get());
        Optional<PointsFrame.Dot> under = dot(shown, pointed);
        chosen.ifPresent(dot -> surface.ring(palette().accent(), 2, dot.x(), dot.y(), RING));
        under.ifPresent(dot -> surface.ring(palette().foreground(), 1, dot.x(), dot.y(), RING));
        if (isFocused()) {
            surface.frame(palette().muted(), 1, 0, 0, getWidth(), getHeight());
        }
        readOut(shown.figure().title(), under.or(() -> chosen).map(dot -> dot.point().readout()).orElse(""));
    }

    private static Optional<PointsFrame.Dot> dot(PointsFrame shown, OptionalInt id) {
        return id.isPresent() ? shown.of(id.getAsInt()) : Optional.empty();
    }

    private void key(KeyEvent event) {
        List<PointsFrame.Dot> dots = frame().map(PointsFrame::dots).orElse(List.of());
        if (dots.isEmpty() || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        int last = dots.size() - 1;
        int from = chosen(dots);
        int to = switch (event.getCode()) {
            case LEFT -> from < 0 ? last : Math.max(0, from - 1);
            case RIGHT -> Math.min(last, from + 1);
            case HOME -> 0;
            case END -> last;
            default -> -1;
        };
        if (to >= 0) {
            pointed = OptionalInt.empty();
            picked.accept(dots.get(to).point().id());
            event.consume();
        }
    }

    private int chosen(List<PointsFrame.Dot> dots) {
        for (int index = 0; index < dots.size(); index++) {
            if (selected.get().equals(OptionalInt.of(dots.get(index).point().id()))) {
                return index;
            }
        }
        return -1;
    }
}
