package org.sextant.app.chart;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.app.chart.PointsFigure.Axis;

import static org.assertj.core.api.Assertions.assertThat;

class CountedAxisTest {
    private static XYPlot plot(Axis across) {
        return (XYPlot) new PointsFigure("", across, Axis.of(""), List.of(),
                new DataTable(List.of("x"), Stream::empty)).chart(Palette.light()).getPlot();
    }

    /// Those that have words; what lies between them is not drawn.
    private static List<Double> ticks(NumberAxis axis) {
        var graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        List<?> ticks = axis.refreshTicks(graphics, new AxisState(), new Rectangle2D.Double(0, 0, 500, 100),
                RectangleEdge.BOTTOM);
        return ticks.stream().map(NumberTick.class::cast).filter(tick -> TickType.MAJOR.equals(tick.getTickType()))
                .map(NumberTick::getValue).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 15, 143, 2048})
    void ticksAreWholeAndNoneLiesBeforeTheFirstOrBehindTheLast(int tokens) {
        var axis = (NumberAxis) plot(Axis.ofWhole("position").within(0, tokens - 1)).getDomainAxis();

        assertThat(axis.getLowerBound()).isNegative();
        assertThat(axis.getUpperBound()).isGreaterThan(tokens - 1);
        assertThat(ticks(axis)).hasSizeGreaterThanOrEqualTo(2).startsWith(0.0)
                .allMatch(at -> at == Math.rint(at) && at >= 0 && at <= tokens - 1);
    }

    @Test
    void fifteenThingsWithRoomForAllAreAllNamed() {
        var axis = (NumberAxis) plot(Axis.ofWhole("position").within(0, 14)).getDomainAxis();

        assertThat(ticks(axis)).containsExactlyElementsOf(
                IntStream.range(0, 15).mapToObj(at -> (double) at).toList());
    }

    @Test
    void namesOfValuesStandUnderTheTitle() {
        var axis = (SymbolAxis) plot(Axis.ofWhole("layer").named(List.of("in 0", "out 0"))).getDomainAxis();

        assertThat(axis.getSymbols()).containsExactly("in 0", "out 0");
        assertThat(axis.getLabel()).startsWith("layer");
    }
}
