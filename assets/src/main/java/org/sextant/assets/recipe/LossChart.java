package org.sextant.assets.recipe;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.sextant.runtime.train.LossCurve;

/// The picture of the loss over all lessons: each step's batch, thin, and the held-out texts over it.
final class LossChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 405;
    /// Steps whose mean is one point of the training loss.
    private static final int STEPS_A_POINT = 20;
    private static final Color TRAINING = new Color(0x9A, 0xA5, 0xB1);
    private static final Color HELD_OUT = new Color(0x1F, 0x5F, 0xA8);

    private LossChart() {}

    static String svg(List<LossCurve> curves, String title) {
        var document = GenericDOMImplementation.getDOMImplementation()
                .createDocument("http://www.w3.org/2000/svg", "svg", null);
        var graphics = new SVGGraphics2D(document);
        graphics.setSVGCanvasSize(new java.awt.Dimension(WIDTH, HEIGHT));
        chart(curves, title).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        var text = new StringWriter();
        try {
            graphics.stream(text, true);
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory refused to grow", impossible);
        }
        return text.toString();
    }

    /// @param before tokens of the lessons before this one
    private static void add(List<LossCurve.Point> points, long before, XYSeries training, XYSeries heldOut) {
        double sum = 0;
        int steps = 0;
        for (LossCurve.Point point : points) {
            double tokens = (before + point.tokens()) / 1e6;
            sum += point.loss();
            steps++;
            if (steps == STEPS_A_POINT) {
                training.add(tokens, sum / steps);
                sum = 0;
                steps = 0;
            }
            point.heldOutLoss().ifPresent(loss -> heldOut.add(tokens, loss));
        }
    }

    private static JFreeChart chart(List<LossCurve> curves, String title) {
        var training = new XYSeries("training batches, mean of " + STEPS_A_POINT + " steps");
        var heldOut = new XYSeries("held-out texts");
        long before = 0;
        for (LossCurve curve : curves) {
            add(curve.points(), before, training, heldOut);
            before += curve.points().getLast().tokens();
        }
        var data = new XYSeriesCollection();
        data.addSeries(heldOut);
        data.addSeries(training);
        JFreeChart chart = ChartFactory.createXYLineChart(title, "tokens learnt (millions)", "loss (nats a token)",
                data);
        chart.setBackgroundPaint(Color.WHITE);
        XYPlot plot = chart.getXYPlot();
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(new Color(0xE3, 0xE6, 0xEA));
        plot.setDomainGridlinesVisible(false);
        var lines = new XYLineAndShapeRenderer(true, false);
        lines.setSeriesPaint(0, HELD_OUT);
        lines.setSeriesStroke(0, new BasicStroke(1.6f));
        lines.setSeriesPaint(1, TRAINING);
        lines.setSeriesStroke(1, new BasicStroke(0.8f));
        plot.setRenderer(lines);
        return chart;
    }
}
