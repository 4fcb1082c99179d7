package org.sextant.app.chart;

import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// Draws on a JavaFX canvas.
final class FxSurface implements Surface {
    private static final int REMEMBERED_WIDTHS = 10_000;

    private final GraphicsContext graphics;
    private final Map<TextStyle, Map<String, Double>> widths = new HashMap<>();
    private final Text measure = new Text();

    FxSurface(GraphicsContext graphics) {
        this.graphics = graphics;
        graphics.setImageSmoothing(false);
    }

    @Override
    public double textWidth(String text, TextStyle style) {
        Map<String, Double> known = widths.computeIfAbsent(style, s -> new HashMap<>());
        if (known.size() > REMEMBERED_WIDTHS) {
            known.clear();
        }
        return known.computeIfAbsent(text, t -> measured(t, style));
    }

    private double measured(String text, TextStyle style) {
        measure.setFont(font(style));
        measure.setText(ShownText.of(text));
        return measure.getLayoutBounds().getWidth();
    }

    @Override
    public void text(String text, TextStyle style, int argb, double x, double baseline, Anchor anchor) {
        graphics.setFont(font(style));
        graphics.setFill(color(argb));
        graphics.setTextAlign(switch (anchor) {
            case START -> TextAlignment.LEFT;
            case MIDDLE -> TextAlignment.CENTER;
            case END -> TextAlignment.RIGHT;
        });
        graphics.fillText(ShownText.of(text), x, baseline);
    }

    @Override
    public void fill(int argb, double x, double y, double width, double height) {
        graphics.setFill(color(argb));
        graphics.fillRect(x, y, width, height);
    }

    @Override
    public void line(int argb, double thickness, double x1, double y1, double x2, double y2) {
        graphics.setStroke(color(argb));
        graphics.setLineWidth(thickness);
        graphics.strokeLine(x1, y1, x2, y2);
    }

    /// A circle's line about a point.
    void ring(int argb, double thickness, double x, double y, double radius) {
        graphics.setStroke(color(argb));
        graphics.setLineWidth(thickness);
        graphics.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    @Override
    public void pixels(Pixels pixels, double x, double y, double width, double height) {
        WritableImage image = new WritableImage(new PixelBuffer<>(pixels.width(), pixels.height(),
                IntBuffer.wrap(pixels.argb()), PixelFormat.getIntArgbPreInstance()));
        graphics.drawImage(image, x, y, width, height);
    }

    @Override
    public void clipped(double x, double y, double width, double height, Runnable drawing) {
        graphics.save();
        graphics.beginPath();
        graphics.rect(x, y, width, height);
        graphics.clip();
        drawing.run();
        graphics.restore();
    }

    static Color color(int argb) {
        return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, (argb >>> 24) / 255.0);
    }

    private static Font font(TextStyle style) {
        return Font.font("System", style.bold ? FontWeight.BOLD : FontWeight.NORMAL, style.size);
    }
}
