package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsFigure.Axis;
import org.sextant.app.chart.PointsFigure.Point;
import org.sextant.app.chart.PointsFigure.Series;
import org.sextant.app.steering.VectorsViewModel.Measure;
import org.sextant.runtime.session.DerivedVector;
import org.sextant.runtime.session.DerivedVector.ReadPrompt;
import org.sextant.runtime.steering.DerivationMethod;

/// The pictures of a derived vector.
final class VectorFigures {
    private static final int POSITIVE = 0;
    private static final int NEGATIVE = 5;
    private static final double CHANCE = 0.5;
    /// Share of a class's band that its points are spread over, so that equal ones can be told apart.
    private static final double SPREAD = 0.6;
    private static final double GOLDEN = 0.6180339887498949;

    private VectorFigures() {}

    /// One number a layer.
    static PointsFigure layers(MadeVector.Derived made, Measure measure) {
        List<DerivedVector.Layer> layers = made.derived().layers();
        List<Point> points = layers.stream().map(layer -> new Point(layer.layer(), layer.layer(), measure.of(layer),
                "layer " + layer.layer() + ": " + measure.title() + " " + Numbers.format(measure.of(layer)))).toList();
        Axis up = Axis.of(unit(measure, made));
        return new PointsFigure(measure.title() + " by layer, " + made.name(), Axis.ofWhole("layer"),
                measure == Measure.AUROC ? up.markedAt(CHANCE).within(0, 1) : up,
                List.of(new Series(measure.title(), POSITIVE, true, false, points)), table(made.derived()));
    }

    private static String unit(Measure measure, MadeVector.Derived made) {
        String measured = made.derived().prompts().stream().anyMatch(ReadPrompt::heldOut)
                ? "held-out prompts"
                : "the prompts it was made from";
        return switch (measure) {
            case AUROC -> "AUROC, " + measured;
            case DISTANCE -> "Cohen's d, pooled standard deviations, " + measured;
            case VARIANCE -> "explained variance, share";
            case NORM -> "length, units of the activations";
        };
    }

    /// Where each prompt lies along the direction of a layer.
    static PointsFigure projections(MadeVector.Derived made, DerivedVector.Layer layer) {
        List<Series> series = new ArrayList<>();
        for (boolean positive : List.of(true, false)) {
            for (boolean heldOut : List.of(false, true)) {
                List<Point> points = points(made.derived().prompts(), layer, positive, heldOut);
                if (!points.isEmpty()) {
                    series.add(new Series((positive ? "positive" : "negative") + (heldOut ? ", held out" : ""),
                            positive ? POSITIVE : NEGATIVE, false, heldOut, points));
                }
            }
        }
        return new PointsFigure("Projections at layer " + layer.layer() + ", " + made.name(),
                Axis.of("x · v̂, units of the activations"), Axis.ofPlaces(List.of("negative", "positive")), series,
                table(made.derived().prompts(), layer));
    }

    private static List<Point> points(List<ReadPrompt> prompts, DerivedVector.Layer layer, boolean positive,
            boolean heldOut) {
        return IntStream.range(0, prompts.size())
                .filter(i -> prompts.get(i).positive() == positive && prompts.get(i).heldOut() == heldOut)
                .mapToObj(i -> new Point(i, layer.projections().get(i), (positive ? 1 : 0) + aside(i),
                        (positive ? "positive" : "negative") + (heldOut ? ", held out" : "") + ": "
                                + Numbers.format(layer.projections().get(i)) + " · " + text(prompts.get(i))))
                .toList();
    }

    private static double aside(int index) {
        double turn = index * GOLDEN;
        return (turn - Math.floor(turn) - 0.5) * SPREAD;
    }

    /// What a prompt reads.
    static String text(ReadPrompt prompt) {
        StringBuilder text = new StringBuilder();
        prompt.tokens().stream().filter(token -> !token.special()).forEach(token -> text.append(token.text()));
        return text.toString().strip();
    }

    static DataTable table(DerivedVector derived) {
        List<DerivationMethod> compared = derived.layers().stream().flatMap(layer -> layer.cosines().keySet().stream())
                .distinct().sorted().toList();
        List<String> columns = new ArrayList<>(List.of("layer", "auroc", "separation", "explained_variance", "norm"));
        compared.forEach(method -> columns.add("cosine_" + method.label()));
        return new DataTable(columns, () -> derived.layers().stream().map(layer -> {
            List<DataCell> row = new ArrayList<>(List.of(DataCell.of(layer.layer()),
                    DataCell.of(layer.separation().auroc()), DataCell.of(layer.separation().distance()),
                    DataCell.of(layer.explainedVariance()), DataCell.of(layer.norm())));
            compared.forEach(method -> row.add(DataCell.of(layer.cosines().getOrDefault(method, Double.NaN))));
            return row;
        }));
    }

    private static DataTable table(List<ReadPrompt> prompts, DerivedVector.Layer layer) {
        return new DataTable(List.of("layer", "prompt", "class", "held_out", "projection", "text"),
                () -> IntStream.range(0, prompts.size()).mapToObj(i -> List.of(DataCell.of(layer.layer()),
                        DataCell.of(i), DataCell.of(prompts.get(i).positive() ? "positive" : "negative"),
                        DataCell.of(Boolean.toString(prompts.get(i).heldOut())),
                        DataCell.of((double) layer.projections().get(i)), DataCell.of(text(prompts.get(i))))));
    }
}
