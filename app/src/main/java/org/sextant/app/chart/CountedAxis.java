package org.sextant.app.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;

/// An axis of things that are counted. It has room beyond the first and the last, but no tick there, since there is
/// nothing.
final class CountedAxis extends NumberAxis {
    private final double first;
    private final double last;

    CountedAxis(Limits things) {
        first = things.low();
        last = things.high();
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        for (Object each : super.refreshTicks(graphics, state, area, edge)) {
            if (each instanceof NumberTick tick && tick.getValue() >= first && tick.getValue() <= last) {
                ticks.add(tick);
            }
        }
        return ticks;
    }
}
