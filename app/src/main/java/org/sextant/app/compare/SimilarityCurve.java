package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsFigure.Axis;
import org.sextant.app.chart.PointsFigure.Point;
import org.sextant.app.chart.PointsFigure.Series;
import org.sextant.runtime.session.CompareLayersResult.Layer;

/// How alike the layers are that stand beside each other, layer by layer.
///
/// @param picture of every layer with every layer
public record SimilarityCurve(LayersPicture picture) {
    private static final int STATISTIC = 0;
    private static final int COSINE = 1;

    /// The statistic, and the mean cosine where the widths are the same. A point's id is the number of its pair of
    /// layers.
    public PointsFigure figure() {
        String statistic = picture.statistic().label();
        List<Series> series = new ArrayList<>();
        series.add(series(statistic, STATISTIC, layer -> picture.result().of(picture.statistic(), layer.pair())));
        if (picture.result().layers().stream().anyMatch(layer -> Double.isFinite(layer.cosine()))) {
            series.add(series("mean cosine", COSINE, Layer::cosine));
        }
        List<String> sites = picture.result().sitesA();
        return new PointsFigure(statistic + " by layer, " + picture.a() + " and " + picture.b(),
                Axis.ofWhole(LayersPicture.axis(picture.a(), sites)).named(SiteWords.labels(sites)),
                Axis.of(series.size() == 1 ? statistic : statistic + ", mean cosine"), series, picture.layers());
    }

    private Series series(String name, int colour, ToDoubleFunction<Layer> value) {
        List<Layer> layers = picture.result().layers();
        return new Series(name, colour, true, false, IntStream.range(0, layers.size()).mapToObj(index -> {
            Layer layer = layers.get(index);
            double height = value.applyAsDouble(layer);
            return new Point(index, layer.pair().layer(), height,
                    SiteWords.spoken(layer.pair()) + ": " + name + " " + Numbers.words(height));
        }).toList());
    }
}
