package org.sextant.app.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;

/// Turns charts into pixels for a window.
final class ChartPixels {
    private ChartPixels() {}

    /// @param density device pixels in one pixel of the layout
    /// @param where takes where the parts of the chart lie in the window
    static Pixels of(JFreeChart chart, double width, double height, double density, ChartRenderingInfo where) {
        int across = (int) Math.max(1, Math.round(width * density));
        int down = (int) Math.max(1, Math.round(height * density));
        BufferedImage image = new BufferedImage(across, down, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.scale(across / width, down / height);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height), where);
        graphics.dispose();
        return new Pixels(across, down, image.getRGB(0, 0, across, down, null, 0, across));
    }
}
