package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsFigure.Axis;
import org.sextant.app.chart.PointsFigure.Point;
import org.sextant.app.chart.PointsFigure.Series;
import org.sextant.app.steering.MadeVector.Operand;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorArithmetic;

/// The picture of a vector that was made without prompts.
final class PlainFigures {
    private static final int COLOURS = 8;
    private static final double ROOM = 1.2;

    private PlainFigures() {}

    /// The cosine with each operand at every layer; of a vector that has none, its length.
    static PointsFigure layers(MadeVector.Plain made) {
        if (made.operands().isEmpty()) {
            return new PointsFigure("Length by layer, " + made.name(), Axis.ofWhole("layer"),
                    Axis.of("length, units of the activations").within(0, longest(made)),
                    List.of(new Series("length", 0, true, false,
                            numbers(made).map(layer -> new Point(layer, layer, norm(made, layer),
                                    "layer " + layer + ": length " + number(norm(made, layer)))).toList())),
                    table(made));
        }
        List<Series> series = new ArrayList<>();
        for (Operand operand : made.operands()) {
            series.add(new Series(operand.name(), series.size() % COLOURS, true, false,
                    numbers(made).map(layer -> new Point(layer, layer, cosine(made, operand, layer), "layer " + layer
                            + ", cosine with " + operand.name() + ": " + number(cosine(made, operand, layer))))
                            .toList()));
        }
        return new PointsFigure("Cosine with its parts by layer, " + made.name(), Axis.ofWhole("layer"),
                Axis.of("cosine").markedAt(0).within(-1, 1), series, table(made));
    }

    private static Stream<Integer> numbers(MadeVector.Plain made) {
        return made.made().byLayer().keySet().stream();
    }

    /// With room above, so that a single length has a scale.
    private static double longest(MadeVector.Plain made) {
        double most = numbers(made).mapToDouble(layer -> norm(made, layer)).max().orElse(0);
        return most > 0 ? most * ROOM : 1;
    }

    static double norm(MadeVector.Plain made, int layer) {
        return SteeringVector.norm(made.made().at(layer));
    }

    static double cosine(MadeVector.Plain made, Operand operand, int layer) {
        return VectorArithmetic.cosine(made.made().at(layer), operand.vector().at(layer));
    }

    static String number(double value) {
        return Numbers.format(value);
    }

    static DataTable table(MadeVector.Plain made) {
        List<String> columns = new ArrayList<>(List.of("layer", "norm"));
        made.operands().forEach(operand -> columns.add("cosine_" + operand.name()));
        return new DataTable(columns, () -> numbers(made).map(layer -> {
            List<DataCell> row = new ArrayList<>(List.of(DataCell.of(layer), DataCell.of(norm(made, layer))));
            made.operands().forEach(operand -> row.add(DataCell.of(cosine(made, operand, layer))));
            return row;
        }));
    }
}
