package org.sextant.app.chart;

import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.text.Font;

/// One line of tokens, each on a ground that says its value, laid so that one token stands at the same place in every
/// line: contexts below each other can be read down as well as across.
public final class TokenLine extends ChartRegion {
    private static final double HEIGHT = 22;
    private static final double PLACE = 0.55;

    private final Canvas canvas = new Canvas();
    private final TokenMeasure measure;
    private List<String> texts = List.of();
    private double[] widths = new double[0];
    private List<Float> values = List.of();
    private int place;
    private double reach;

    public TokenLine() {
        this.measure = new TokenMeasure(Font.font("Monospaced", 12));
        getChildren().add(canvas);
        setMinSize(40, HEIGHT);
        setPrefSize(40, HEIGHT);
        setMaxHeight(HEIGHT);
        paletteProperty().subscribe(_ -> requestLayout());
    }

    /// Shows a line.
    ///
    /// @param shown one value a token
    /// @param at which token stands at the common place
    /// @param full the value of the fullest colour
    public void show(List<String> tokens, List<Float> shown, int at, double full) {
        texts = List.copyOf(tokens);
        widths = measure.widths(texts, TokenShade.padding());
        values = List.copyOf(shown);
        place = at;
        reach = full;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.max(1, getWidth()));
        canvas.setHeight(Math.max(1, getHeight()));
        canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (place >= texts.size()) {
            return;
        }
        var shade = new TokenShade(canvas.getGraphicsContext2D(), palette(), measure.font(), reach);
        double before = 0;
        for (int token = 0; token < place; token++) {
            before += widths[token];
        }
        double x = Math.min(0, getWidth() * PLACE - before - widths[place] / 2);
        for (int token = 0; token < texts.size(); token++) {
            if (x + widths[token] > 0 && x < getWidth()) {
                shade.paint(texts.get(token), values.get(token), x, 2, widths[token], HEIGHT - 4);
                if (token == place) {
                    shade.frame(x, 2, widths[token], HEIGHT - 4, palette().muted(), 1);
                }
            }
            x += widths[token];
        }
    }
}
