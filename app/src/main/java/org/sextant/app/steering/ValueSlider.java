package org.sextant.app.steering;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

import org.sextant.app.view.Gesture;

/// A slider whose filled part begins where nothing is changed, which is ticked. Arrow keys and Ctrl with the wheel move
/// it finely, Shift with the arrows coarsely; a double-click or Backspace puts it back.
final class ValueSlider extends StackPane {
    private static final double THUMB = 14;
    private static final double THICK = 4;
    private static final double TICK = 14;
    private static final double BAND = 10;
    private static final double COARSE = 10;
    private static final String KEYS = "Arrow keys or Ctrl+wheel fine, Shift+arrows coarse; double-click or Backspace puts it back";

    /// What moves when the slider does.
    interface Target {
        /// @param continues whether this goes on with the gesture of the last call
        void slide(double value, boolean continues);

        /// Puts it back to where it changes nothing.
        void reset(boolean continues);
    }

    private final Slider slider = new Slider();
    private final Region track = bar("value-track");
    private final Region safe = bar("value-safe");
    private final Region fill = bar("value-fill");
    private final Region tick = bar("value-tick");
    private final Gesture gesture = Gesture.in(this);
    private final Target target;
    private SliderRange range = SliderRange.ofGain(1);
    private double value = 1;
    private Optional<SafeBand.Known> band = Optional.empty();
    private boolean telling;
    private boolean wheeled;
    private boolean moved;

    ValueSlider(Target target) {
        this.target = target;
        getStyleClass().add("value-slider");
        slider.setTooltip(new Tooltip(KEYS));
        getChildren().setAll(track, safe, fill, tick, slider);
        slider.valueProperty().subscribe((before, place) -> slid(place.doubleValue()));
        slider.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        slider.addEventFilter(KeyEvent.KEY_PRESSED, this::typed);
        addEventFilter(ScrollEvent.SCROLL, this::scrolled);
        addEventFilter(MouseEvent.MOUSE_EXITED, event -> wheeled = false);
    }

    private static Region bar(String style) {
        var bar = new Region();
        bar.getStyleClass().add(style);
        bar.setManaged(false);
        bar.setMouseTransparent(true);
        return bar;
    }

    /// The control that takes keys and pointer.
    Slider slider() {
        return slider;
    }

    void name(String name) {
        slider.setAccessibleText(name);
    }

    void show(SliderRange now, double next) {
        telling = true;
        range = now;
        value = next;
        slider.setMin(now.low());
        slider.setMax(now.high());
        slider.setValue(next);
        telling = false;
        requestLayout();
    }

    /// Shades how far it may go; where that is not known, the tooltip says why.
    void shade(SafeBand next) {
        band = Optional.of(next).filter(SafeBand.Known.class::isInstance).map(SafeBand.Known.class::cast);
        slider.getTooltip().setText(next.words() + "\n" + KEYS);
        slider.setAccessibleHelp(next.words());
        requestLayout();
    }

    private void slid(double place) {
        if (!telling) {
            moveTo(range.rounded(place));
            show(range, value);
        }
    }

    /// A gesture begins with its first change, not with a step on the spot.
    private void moveTo(double next) {
        if (next != value) {
            moved = true;
            target.slide(next, gesture.continues());
        }
    }

    private void pressed(MouseEvent event) {
        wheeled = false;
        if (event.getClickCount() == 2) {
            target.reset(moved);
            event.consume();
        }
        moved = false;
    }

    private void typed(KeyEvent event) {
        wheeled = false;
        if (event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        double steps = event.isShiftDown() ? COARSE : 1;
        switch (event.getCode()) {
            case LEFT, DOWN -> moveTo(range.stepped(value, -steps));
            case RIGHT, UP -> moveTo(range.stepped(value, steps));
            case HOME -> moveTo(range.low());
            case END -> moveTo(range.high());
            case BACK_SPACE, DELETE -> target.reset(false);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void scrolled(ScrollEvent event) {
        if (event.isShortcutDown() && !isDisabled()) {
            double next = range.stepped(value, Math.signum(event.getDeltaX() + event.getDeltaY()));
            if (next != value) {
                target.slide(next, wheeled);
                wheeled = true;
            }
            event.consume();
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double middle = getHeight() / 2;
        double thumb = thumb();
        double from = thumb / 2;
        double length = Math.max(0, getWidth() - thumb);
        double neutral = from + length * share(range.neutral());
        double here = from + length * share(value);
        track.resizeRelocate(from, middle - THICK / 2, length, THICK);
        safe.setVisible(band.filter(known -> !known.isEmpty()).isPresent());
        band.ifPresent(known -> {
            double left = from + length * share(known.range().from());
            safe.resizeRelocate(left, middle - BAND / 2, from + length * share(known.range().to()) - left, BAND);
        });
        fill.resizeRelocate(Math.min(neutral, here), middle - THICK / 2, Math.abs(here - neutral), THICK);
        tick.resizeRelocate(Math.round(neutral) - 1.0, middle - TICK / 2, 2, TICK);
    }

    private double thumb() {
        Node thumb = slider.lookup(".thumb");
        return thumb instanceof Region shown && shown.getWidth() > 0 ? shown.getWidth() : THUMB;
    }

    private double share(double at) {
        double span = range.high() - range.low();
        return span > 0 ? Math.clamp((at - range.low()) / span, 0, 1) : 0;
    }
}
