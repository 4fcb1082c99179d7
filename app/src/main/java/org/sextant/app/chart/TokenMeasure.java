package org.sextant.app.chart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// Widths of chip texts in one font. Plain text in a font of fixed width is counted, not measured, so that thousands
/// of tokens take no time; anything else is measured once.
public final class TokenMeasure {
    private static final char FIRST_PLAIN = 0x20;
    private static final char LAST_PLAIN = 0x7e;

    private final Font font;
    private final Text ruler = new Text();
    private final double advance;
    private final Map<String, Double> measured = new HashMap<>();

    public TokenMeasure(Font fixedWidth) {
        this.font = fixedWidth;
        ruler.setFont(fixedWidth);
        advance = measure("0000000000") / 10;
    }

    public Font font() {
        return font;
    }

    public double[] widths(List<String> texts, double padding) {
        double[] widths = new double[texts.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.ceil(width(texts.get(i))) + 2 * padding;
        }
        return widths;
    }

    private double width(String text) {
        return text.chars().allMatch(c -> c == '·' || (c >= FIRST_PLAIN && c <= LAST_PLAIN))
                ? advance * text.length()
                : measured.computeIfAbsent(text, this::measure);
    }

    private double measure(String text) {
        ruler.setText(text);
        return ruler.getLayoutBounds().getWidth();
    }
}
