package org.sextant.app.activations;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;

/// A histogram as thin bars over its range.
final class HistogramBars extends VBox {
    private static final double HEIGHT = 56;

    private final HBox bars = new HBox();
    private final Label low = new Label();
    private final Label middle = new Label();
    private final Label high = new Label();

    HistogramBars() {
        getStyleClass().add("histogram");
        bars.getStyleClass().add("histogram-bars");
        bars.setAlignment(Pos.BOTTOM_LEFT);
        bars.setMinHeight(HEIGHT);
        bars.setMaxHeight(HEIGHT);
        var range = new HBox(low, stretch(), middle, stretch(), high);
        range.getStyleClass().add("histogram-range");
        getChildren().setAll(bars, range);
    }

    void show(Histogram histogram) {
        bars.getChildren().clear();
        for (int bin = 0; bin < histogram.counts().size(); bin++) {
            bars.getChildren().add(bar(histogram, bin));
        }
        low.setText(Numbers.format(histogram.low()));
        middle.setText("most in one bar: " + histogram.largest());
        high.setText(Numbers.format(histogram.high()));
    }

    private static Region bar(Histogram histogram, int bin) {
        int count = histogram.counts().get(bin);
        double step = ((double) histogram.high() - histogram.low()) / histogram.counts().size();
        var bar = new Region();
        bar.getStyleClass().add("histogram-bar");
        double share = histogram.largest() == 0 ? 0 : (double) count / histogram.largest();
        double height = count == 0 ? 0 : Math.max(1, share * HEIGHT);
        bar.setMinHeight(height);
        bar.setMaxHeight(height);
        HBox.setHgrow(bar, Priority.ALWAYS);
        bar.setMaxWidth(Double.MAX_VALUE);
        Tooltip.install(bar, new Tooltip(Numbers.format(histogram.low() + bin * step) + " to "
                + Numbers.format(histogram.low() + (bin + 1) * step) + ": " + count + " values"));
        return bar;
    }

    private static Region stretch() {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }
}
