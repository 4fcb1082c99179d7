package org.sextant.app.chart;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.text.Font;
import javafx.util.Duration;

/// Tokens in rows, each on a ground that says its value. Only the rows that can be seen are painted, once a pulse. A
/// click or the arrow keys pick a token.
public final class ShadedTokens extends ChartRegion {
    private static final double ROW = 21;
    private static final double GAP = 1;
    private static final double BAR = 12;

    private final IntConsumer picked;
    private final int visibleRows;
    private final Canvas canvas = new Canvas();
    private final ScrollBar scroll = new ScrollBar();
    private final Tooltip tooltip = new Tooltip();
    private final TokenMeasure measure = new TokenMeasure(Font.font("Monospaced", 12));
    private final ObjectProperty<OptionalInt> selected = new SimpleObjectProperty<>(this, "selected",
            OptionalInt.empty());
    private List<String> texts = List.of();
    private float[] values = new float[0];
    private double[] widths = new double[0];
    private TokenLayout layout = TokenLayout.of(widths, GAP, 0, ROW);
    private String purpose = "Tokens";

    /// @param name id of the node
    /// @param visibleRows how many rows are seen without scrolling
    /// @param picked hears the place of a token that is picked
    public ShadedTokens(String name, int visibleRows, IntConsumer picked) {
        this.picked = picked;
        this.visibleRows = visibleRows;
        setId(name);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        scroll.setOrientation(Orientation.VERTICAL);
        tooltip.setShowDelay(Duration.millis(150));
        getChildren().addAll(canvas, scroll);
        paletteProperty().subscribe(_ -> requestLayout());
        focusedProperty().subscribe(_ -> requestLayout());
        scroll.valueProperty().subscribe(_ -> requestLayout());
        selected.subscribe(_ -> {
            reveal();
            requestLayout();
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            at(event).ifPresent(picked);
        });
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> point(at(event)));
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> point(OptionalInt.empty()));
        addEventHandler(ScrollEvent.SCROLL, event -> scroll
                .setValue(Math.clamp(scroll.getValue() - Math.signum(event.getDeltaY()) * ROW, 0, scroll.getMax())));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// The token that is framed.
    public ObjectProperty<OptionalInt> selectedProperty() {
        return selected;
    }

    /// Shows tokens.
    ///
    /// @param what the values are, for the readout: `activation of feature 118`
    /// @param shown one value a token; NaN for one that is left out
    public void show(String what, List<String> tokens, float[] shown) {
        purpose = what;
        if (!tokens.equals(texts)) {
            texts = List.copyOf(tokens);
            widths = measure.widths(texts, TokenShade.padding());
            layout = layoutFor(getWidth());
        }
        values = shown.clone();
        tell();
        requestLayout();
        if (getParent() != null) {
            getParent().requestLayout();
        }
    }

    private TokenLayout layoutFor(double width) {
        return TokenLayout.of(widths, GAP, Math.max(0, width - BAR - 2), ROW);
    }

    private String describe(int token) {
        return "token " + token + " “" + texts.get(token) + "”: "
                + (Float.isNaN(values[token]) ? "left out" : Numbers.format(values[token]) + " " + purpose);
    }

    private void tell() {
        OptionalInt now = selected.get();
        setAccessibleText(now.isPresent() && now.getAsInt() < texts.size() ? describe(now.getAsInt()) : purpose);
    }

    private void point(OptionalInt token) {
        if (token.isPresent()) {
            tooltip.setText(describe(token.getAsInt()));
            Tooltip.install(this, tooltip);
        } else {
            Tooltip.uninstall(this, tooltip);
        }
    }

    private OptionalInt at(MouseEvent event) {
        return layout.at(event.getX(), event.getY() + scroll.getValue());
    }

    private void key(KeyEvent event) {
        if (texts.isEmpty() || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        int now = Math.clamp(selected.get().orElse(0), 0, texts.size() - 1);
        int next = switch (event.getCode()) {
            case LEFT -> now - 1;
            case RIGHT -> now + 1;
            case UP -> layout.vertical(now, -1);
            case DOWN -> layout.vertical(now, 1);
            case HOME -> 0;
            case END -> texts.size() - 1;
            default -> Integer.MIN_VALUE;
        };
        if (next != Integer.MIN_VALUE) {
            picked.accept(Math.clamp(next, 0, texts.size() - 1));
            event.consume();
        }
    }

    private void reveal() {
        tell();
        OptionalInt token = selected.get();
        if (token.isPresent() && token.getAsInt() < layout.size() && scroll.getMax() > 0) {
            double top = layout.rowOf(token.getAsInt()) * ROW;
            double now = Math.clamp(scroll.getValue(), top - (visibleRows - 1) * ROW, top);
            scroll.setValue(Math.clamp(now, 0, scroll.getMax()));
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        TokenLayout wanted = layoutFor(width > 0 ? width : getWidth());
        return Math.clamp(wanted.rows(), 1, visibleRows) * ROW + 2;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        layout = layoutFor(getWidth());
        double overflow = Math.max(0, layout.height() - getHeight());
        scroll.setVisible(overflow > 2);
        scroll.setMax(overflow);
        scroll.setVisibleAmount(layout.height() > 0 ? overflow * getHeight() / layout.height() : 1);
        scroll.resizeRelocate(getWidth() - BAR, 0, BAR, getHeight());
        canvas.setWidth(Math.max(1, getWidth() - BAR - 2));
        canvas.setHeight(Math.max(1, getHeight()));
        paint();
    }

    private void paint() {
        canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        float reach = 0;
        for (float value : values) {
            reach = Float.isNaN(value) ? reach : Math.max(reach, Math.abs(value));
        }
        var shade = new TokenShade(canvas.getGraphicsContext2D(), palette(), measure.font(), reach);
        double offset = Math.clamp(scroll.getValue(), 0, scroll.getMax());
        int last = Math.min(layout.rows(), (int) Math.ceil((offset + getHeight()) / ROW));
        for (int row = (int) (offset / ROW); row < last; row++) {
            double y = row * ROW - offset + 1;
            for (int token = layout.firstOf(row); token < layout.endOf(row); token++) {
                shade.paint(texts.get(token), values[token], layout.x(token), y, layout.width(token), ROW - 3);
                if (selected.get().equals(OptionalInt.of(token))) {
                    shade.frame(layout.x(token), y, layout.width(token), ROW - 3, palette().accent(),
                            isFocused() ? 2 : 1.5);
                }
            }
        }
    }
}
