package org.sextant.app.shell;

import java.util.List;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.util.Duration;

import org.sextant.app.chart.Palette;
import org.sextant.app.chart.TokenLayout;
import org.sextant.app.chart.TokenMeasure;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Token;

/// The prompt's tokens as chips in two rows, more by scrolling. Click, drag and arrow keys select. Drawn on a canvas
/// of the visible part only, once a pulse, so that thousands of tokens cost no more than a few.
final class TokenStrip extends Region {
    private static final double ROW = 26;
    private static final double GAP = 3;
    private static final double PADDING = 6;
    private static final int VISIBLE_ROWS = 2;
    private static final int LONGEST = 40;

    private final Workspace workspace;
    private final Canvas canvas = new Canvas();
    private final ScrollBar scroll = new ScrollBar();
    private final Tooltip tooltip = new Tooltip();
    private final TokenMeasure measure = new TokenMeasure(Font.font("Monospaced", 13));
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.light());
    private List<Token> tokens = List.of();
    private List<String> texts = List.of();
    private double[] widths = new double[0];
    /// Always of these tokens, though perhaps not yet of the width to come.
    private TokenLayout layout = TokenLayout.of(widths, GAP, 0, ROW);
    private double layoutWidth = -1;
    private OptionalInt hovered = OptionalInt.empty();
    private boolean revealSelection;
    private int paints;

    TokenStrip(Workspace workspace) {
        this.workspace = workspace;
        setId("tokens");
        getStyleClass().add("token-strip");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        scroll.setOrientation(Orientation.VERTICAL);
        scroll.setUnitIncrement(ROW);
        tooltip.setShowDelay(Duration.millis(150));
        tooltip.setShowDuration(Duration.INDEFINITE);
        getChildren().addAll(canvas, scroll);
        listen();
    }

    private void listen() {
        workspace.selectionProperty().subscribe(_ -> {
            revealSelection = true;
            tellSelected();
            requestLayout();
        });
        scroll.valueProperty().subscribe(_ -> requestLayout());
        palette.subscribe(_ -> requestLayout());
        focusedProperty().subscribe(_ -> requestLayout());
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> hover(chipAt(event)));
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> hover(OptionalInt.empty()));
        addEventHandler(ScrollEvent.SCROLL, event -> scroll.setValue(Math.clamp(
                scroll.getValue() - Math.signum(event.getDeltaY()) * ROW, 0, scroll.getMax())));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    void setTokens(List<Token> next) {
        tokens = next;
        texts = next.stream().map(TokenStrip::chipText).toList();
        widths = measure.widths(texts, PADDING);
        layoutWidth = getWidth();
        layout = layoutFor(layoutWidth);
        revealSelection = true;
        hover(OptionalInt.empty());
        tellSelected();
        requestLayout();
        if (getParent() != null) {
            getParent().requestLayout();
        }
    }

    /// How often the strip has been painted.
    int paints() {
        return paints;
    }

    /// The middle of a chip in the strip's own coordinates.
    Point2D centreOf(int chip) {
        return new Point2D(layout.x(chip) + layout.width(chip) / 2,
                layout.rowOf(chip) * ROW + ROW / 2 - scroll.getValue());
    }

    private static String chipText(Token token) {
        String text = VisibleText.of(token.text());
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /// Says the selected token to those who cannot see it.
    private void tellSelected() {
        OptionalInt selected = workspace.selection().token();
        boolean here = selected.isPresent() && selected.getAsInt() < tokens.size();
        setAccessibleText(here ? describe(tokens.get(selected.getAsInt())) : "Tokens of the prompt");
    }

    /// What the tooltip says about a token.
    static String describe(Token token) {
        return "position " + token.position() + "  “" + VisibleText.of(token.text()) + "”\n" + identity(token);
    }

    /// What makes it this token: its row of the embedding and its bytes.
    static String identity(Token token) {
        String id = "id " + token.id() + (token.special() ? "  special" : "");
        return token.hexBytes().isEmpty() ? id : id + "\nbytes " + token.hexBytes();
    }

    private void press(MouseEvent event) {
        requestFocus();
        chipAt(event).ifPresent(chip -> workspace.select(workspace.selection().withToken(chip)));
    }

    private void drag(MouseEvent event) {
        chipAt(event).ifPresent(chip -> workspace.moveSelection(workspace.selection().withToken(chip)));
    }

    private void key(KeyEvent event) {
        if (tokens.isEmpty() || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        int now = Math.clamp(workspace.selection().token().orElse(0), 0, tokens.size() - 1);
        int next = switch (event.getCode()) {
            case LEFT -> now - 1;
            case RIGHT -> now + 1;
            case UP -> layout.vertical(now, -1);
            case DOWN -> layout.vertical(now, 1);
            case HOME -> 0;
            case END -> tokens.size() - 1;
            default -> Integer.MIN_VALUE;
        };
        if (next != Integer.MIN_VALUE) {
            int chip = Math.clamp(next, 0, tokens.size() - 1);
            workspace.moveSelection(workspace.selection().withToken(chip));
            event.consume();
        }
    }

    private OptionalInt chipAt(MouseEvent event) {
        return layout.at(event.getX(), event.getY() + scroll.getValue());
    }

    private void hover(OptionalInt chip) {
        if (!chip.equals(hovered)) {
            hovered = chip;
            if (chip.isPresent()) {
                tooltip.setText(describe(tokens.get(chip.getAsInt())));
                Tooltip.install(this, tooltip);
            } else {
                Tooltip.uninstall(this, tooltip);
            }
            requestLayout();
        }
    }

    private void reveal(int chip) {
        if (chip < layout.size() && scroll.getMax() > 0) {
            double top = layout.rowOf(chip) * ROW;
            double shown = scroll.getValue();
            double highest = top - (VISIBLE_ROWS - 1) * ROW;
            scroll.setValue(Math.clamp(Math.clamp(shown, highest, top), 0, scroll.getMax()));
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        arrange(width > 0 ? width : getWidth());
        return Math.clamp(layout.rows(), 1, VISIBLE_ROWS) * ROW + 1;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMaxHeight(double width) {
        return computePrefHeight(width);
    }

    private void arrange(double width) {
        if (width != layoutWidth && width > 0) {
            layoutWidth = width;
            layout = layoutFor(width);
        }
    }

    private TokenLayout layoutFor(double width) {
        return TokenLayout.of(widths, GAP, Math.max(0, width - 16), ROW);
    }

    @Override
    protected void layoutChildren() {
        arrange(getWidth());
        double overflow = Math.max(0, layout.height() - getHeight());
        scroll.setVisible(overflow > 1);
        scroll.setMax(overflow);
        scroll.setVisibleAmount(layout.height() > 0 ? overflow * getHeight() / layout.height() : 1);
        scroll.setBlockIncrement(getHeight());
        scroll.resizeRelocate(getWidth() - 12, 0, 12, getHeight());
        canvas.setWidth(Math.max(1, getWidth() - 14));
        canvas.setHeight(Math.max(1, getHeight()));
        if (revealSelection) {
            revealSelection = false;
            workspace.selection().token().ifPresent(this::reveal);
        }
        paint();
    }

    private void paint() {
        paints++;
        var painter = new TokenPainter(canvas.getGraphicsContext2D(), palette.get(), measure.font());
        painter.clear(canvas.getWidth(), canvas.getHeight());
        double offset = Math.clamp(scroll.getValue(), 0, scroll.getMax());
        int first = (int) (offset / ROW);
        int last = Math.min(layout.rows(), (int) Math.ceil((offset + getHeight()) / ROW));
        OptionalInt selected = workspace.selection().token();
        for (int row = first; row < last; row++) {
            for (int chip = layout.firstOf(row); chip < layout.endOf(row); chip++) {
                painter.chip(texts.get(chip), tokens.get(chip).special(), layout.x(chip), row * ROW - offset,
                        layout.width(chip), ROW - GAP, is(hovered, chip), is(selected, chip), isFocused());
            }
        }
    }

    private static boolean is(OptionalInt index, int chip) {
        return index.isPresent() && index.getAsInt() == chip;
    }
}
