package org.sextant.app.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.sextant.app.chart.Surface.Anchor;
import org.sextant.app.chart.Surface.TextStyle;

/// A report laid out on one sheet that is as long as it needs to be.
final class ReportSheet {
    private static final double MARGIN = 32;
    private static final double LEAST_WIDTH = 640;
    private static final double LINE = 15;
    private static final double HEAD = 24;
    private static final double GAP = 12;
    private static final int MOST_LINES = 200;

    /// Something at a height of the sheet.
    private sealed interface Placed {
        record Line(String text, TextStyle style, boolean muted, double baseline) implements Placed {}

        record Drawn(Figure figure, double top) implements Placed {}
    }

    private final Report report;
    private final double width;
    private final double height;
    private final List<Placed> placed = new ArrayList<>();

    ReportSheet(Report report) {
        this.report = report;
        this.width = 2 * MARGIN + report.parts().stream()
                .mapToDouble(part -> part instanceof Report.Part.Picture(Figure figure, String _) ? figure.width() : 0)
                .reduce(LEAST_WIDTH, Math::max);
        this.height = place() + MARGIN;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /// Its words alone, for the file's metadata.
    String words() {
        return report.parts().stream().filter(Report.Part.Words.class::isInstance).map(Report.Part.Words.class::cast)
                .map(words -> words.heading() + ": " + String.join("; ", words.lines()))
                .collect(Collectors.joining("\n"));
    }

    private double place() {
        double y = lines(report.title(), TextStyle.TITLE, false, MARGIN);
        for (Report.Part part : report.parts()) {
            switch (part) {
                case Report.Part.Words(String heading, List<String> lines) -> {
                    y = lines(heading, TextStyle.TITLE, false, y + HEAD - LINE);
                    for (String line : lines) {
                        y = lines(line, TextStyle.LABEL, false, y);
                    }
                }
                case Report.Part.Picture(Figure figure, String caption) -> {
                    placed.add(new Placed.Drawn(figure, y + GAP));
                    y = lines(caption, TextStyle.LABEL, true, y + GAP + figure.height());
                }
            }
        }
        return y;
    }

    private double lines(String text, TextStyle style, boolean muted, double top) {
        double y = top;
        for (String line : text.lines().toList()) {
            for (String fitting : WrappedText.lines(line, style, width - 2 * MARGIN, MOST_LINES,
                    AwtSurface.measuring())) {
                y += LINE;
                placed.add(new Placed.Line(fitting, style, muted, y));
            }
        }
        return y;
    }

    void draw(Graphics2D graphics) {
        Palette palette = Palette.light();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(new Color(palette.background()));
        graphics.fill(new Rectangle2D.Double(0, 0, width, height));
        Surface surface = new AwtSurface(graphics);
        for (Placed each : placed) {
            switch (each) {
                case Placed.Line(String text, TextStyle style, boolean muted, double baseline) -> surface.text(text,
                        style, muted ? palette.muted() : palette.foreground(), MARGIN, baseline, Anchor.START);
                case Placed.Drawn(Figure figure, double top) -> {
                    graphics.translate(MARGIN, top);
                    figure.draw(graphics);
                    graphics.translate(-MARGIN, -top);
                }
            }
        }
    }
}
