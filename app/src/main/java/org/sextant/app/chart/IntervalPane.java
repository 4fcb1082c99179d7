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

/// Intervals to look at and to pick: pointing at a row reads it out, a click or the arrow keys pick it. It is as tall as
/// its names need.
public final class IntervalPane extends FramePane<IntervalFigure, IntervalFrame> {
    private static final double RING = 7;

    private final IntConsumer picked;
    private final ObjectProperty<OptionalInt> selected = new SimpleObjectProperty<>(this, "selected",
            OptionalInt.empty());
    private OptionalInt pointed = OptionalInt.empty();

    /// @param name id of the node
    /// @param pixels where charts become pixels: away from the UI thread, except in tests; it runs what it accepts
    /// @param picked hears the row that is picked
    public IntervalPane(String name, Executor pixels, IntConsumer picked) {
        super(pixels);
        this.picked = picked;
        setId(name);
        getStyleClass().add("points");
        setAccessibleRoleDescription("chart");
        setMinWidth(120);
        figureProperty().subscribe(figure -> {
            pointed = OptionalInt.empty();
            double height = IntervalFigure.height(figure.map(shown -> shown.bars().size()).orElse(1));
            setMinHeight(height);
            setPrefHeight(height);
        });
        selected.subscribe(_ -> paint());
        focusedProperty().subscribe(_ -> paint());
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> point(event.getY()));
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> {
            pointed = OptionalInt.empty();
            paint();
        });
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> frame().flatMap(shown -> shown.at(event.getY()))
                .ifPresent(dot -> picked.accept(dot.row())));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// The row that is selected.
    public ObjectProperty<OptionalInt> selectedProperty() {
        return selected;
    }

    private void point(double y) {
        pointed = frame().flatMap(shown -> shown.at(y)).map(dot -> OptionalInt.of(dot.row()))
                .orElse(OptionalInt.empty());
        paint();
    }

    @Override
    IntervalFrame frame(IntervalFigure figure, Palette palette, double width, double height, double density) {
        return IntervalFrame.of(figure, palette, width, height, density);
    }

    @Override
    void paint(IntervalFrame shown, FxSurface surface) {
        surface.pixels(shown.pixels(), 0, 0, shown.width(), shown.height());
        Optional<IntervalFrame.Dot> chosen = dot(shown, selected.get());
        Optional<IntervalFrame.Dot> under = dot(shown, pointed);
        chosen.ifPresent(dot -> surface.ring(palette().accent(), 2, dot.x(), dot.y(), RING));
        under.ifPresent(dot -> surface.ring(palette().foreground(), 1, dot.x(), dot.y(), RING));
        if (isFocused()) {
            surface.frame(palette().muted(), 1, 0, 0, getWidth(), getHeight());
        }
        readOut(shown.figure().title(), under.or(() -> chosen).map(dot -> dot.bar().readout()).orElse(""));
    }

    private static Optional<IntervalFrame.Dot> dot(IntervalFrame shown, OptionalInt row) {
        return row.isPresent() ? shown.of(row.getAsInt()) : Optional.empty();
    }

    private void key(KeyEvent event) {
        List<IntervalFrame.Dot> dots = frame().map(IntervalFrame::dots).orElse(List.of());
        if (dots.isEmpty() || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        int last = dots.size() - 1;
        int from = chosen(dots);
        int to = switch (event.getCode()) {
            case UP -> from < 0 ? last : Math.max(0, from - 1);
            case DOWN -> Math.min(last, from + 1);
            case HOME -> 0;
            case END -> last;
            default -> -1;
        };
        if (to >= 0) {
            pointed = OptionalInt.empty();
            picked.accept(dots.get(to).row());
            event.consume();
        }
    }

    private int chosen(List<IntervalFrame.Dot> dots) {
        for (int index = 0; index < dots.size(); index++) {
            if (selected.get().equals(OptionalInt.of(dots.get(index).row()))) {
                return index;
            }
        }
        return -1;
    }
}
