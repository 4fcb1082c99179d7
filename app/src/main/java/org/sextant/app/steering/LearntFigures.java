package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsFigure.Axis;
import org.sextant.app.chart.PointsFigure.Point;
import org.sextant.app.chart.PointsFigure.Series;
import org.sextant.runtime.session.LearnDirectionResult.Effect;
import org.sextant.runtime.session.LearnDirectionResult.Layer;

/// The pictures of learnt directions.
final class LearntFigures {
    private static final int TURNED = 0;
    private static final int BY_CHANCE = 5;

    private LearntFigures() {}

    /// What turns at each layer, and what random directions turn.
    static PointsFigure layers(MadeVector.Learnt made) {
        List<Layer> layers = made.result().layers();
        boolean heldOut = made.prompts().stream().anyMatch(prompt -> prompt.heldOut());
        return new PointsFigure("Words turned by layer, " + made.name(), Axis.ofWhole("layer"),
                Axis.of("words turned, share of " + (heldOut ? "held-out pairs" : "the pairs it was made from"))
                        .within(0, 1),
                List.of(series("learnt", TURNED, layers, LearntFigures::turned),
                        series("five random directions", BY_CHANCE, layers, Layer::byChance)),
                table(made));
    }

    private static double turned(Layer layer) {
        return layer.chosen().map(Effect::turned).orElse(Double.NaN);
    }

    private static Series series(String name, int colour, List<Layer> layers, ToDoubleFunction<Layer> value) {
        return new Series(name, colour, true, colour == BY_CHANCE,
                layers.stream().map(layer -> new Point(layer.layer(), layer.layer(), value.applyAsDouble(layer),
                        "layer " + layer.layer() + ", " + name + ": " + Numbers.format(value.applyAsDouble(layer))))
                        .toList());
    }

    /// What each coefficient turns and costs at one layer.
    static PointsFigure coefficients(MadeVector.Learnt made, Layer layer) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < layer.tried().size(); i++) {
            Effect one = layer.tried().get(i);
            points.add(new Point(i, one.cost(), one.turned(), "coefficient " + Numbers.format(one.coefficient())
                    + ": " + Numbers.format(one.turned()) + " turned at " + Numbers.format(one.cost())
                    + " × the loss"));
        }
        return new PointsFigure("Coefficients at layer " + layer.layer() + ", " + made.name(),
                Axis.of("loss on texts ÷ unsteered"),
                Axis.of("words turned, share of pairs it was made from").within(0, 1),
                List.of(new Series("coefficient", TURNED, true, false, points)), tried(layer));
    }

    static DataTable table(MadeVector.Learnt made) {
        return new DataTable(List.of("layer", "norm", "coefficient", "turned", "loss_ratio", "turned_by_chance"),
                () -> made.result().layers().stream().map(layer -> List.of(DataCell.of(layer.layer()),
                        DataCell.of(layer.norm()), chosen(layer, Effect::coefficient), chosen(layer, Effect::turned),
                        chosen(layer, Effect::cost), DataCell.of(layer.byChance()))));
    }

    private static DataCell chosen(Layer layer, ToDoubleFunction<Effect> value) {
        return DataCell.of(layer.chosen().map(value::applyAsDouble).orElse(Double.NaN));
    }

    private static DataTable tried(Layer layer) {
        return new DataTable(List.of("layer", "coefficient", "turned", "loss_ratio"),
                () -> layer.tried().stream().map(one -> List.of(DataCell.of(layer.layer()),
                        DataCell.of(one.coefficient()), DataCell.of(one.turned()), DataCell.of(one.cost()))));
    }
}
