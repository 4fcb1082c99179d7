package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Numbers;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.SweepResult;

/// A vector at each layer and coefficient, as the view and the command line show it.
///
/// @param result what the model gave
/// @param measure which of its numbers is looked at
/// @param words the measure with its tokens and unit
/// @param vector what was swept
public record SweepPicture(SweepResult result, SweepMeasure measure, String words, String vector) {
    /// Layer by coefficient.
    public Heatmap heatmap() {
        return new Heatmap(words + " under " + vector, "layer", "coefficient, 0 is unsteered", words,
                result.layers().stream().map(String::valueOf).toList(),
                result.coefficients().stream().map(SweepPicture::number).toList(), new Cells(), measure.signed(),
                List.of());
    }

    private static String number(double value) {
        return Numbers.brief(value).replace('-', '−');
    }

    private final class Cells implements Heatmap.Cells {
        @Override
        public int rows() {
            return result.layers().size();
        }

        @Override
        public int columns() {
            return result.coefficients().size();
        }

        @Override
        public float at(int row, int column) {
            return (float) value(row, column);
        }
    }

    double value(int row, int column) {
        return (measure == SweepMeasure.LOSS ? result.losses() : result.values()).get(row).get(column);
    }

    /// The same without the vector.
    double unsteered() {
        return measure == SweepMeasure.LOSS ? result.plainLoss() : result.plain();
    }

    /// The column where nothing is changed.
    OptionalInt unsteeredColumn() {
        return IntStream.range(0, result.coefficients().size())
                .filter(column -> result.coefficients().get(column) == 0).findFirst();
    }

    /// The column of a coefficient, or the nearest where it lies between two; none beyond the grid.
    OptionalInt column(double coefficient) {
        List<Double> all = result.coefficients();
        double step = all.size() > 1 ? Math.abs(all.get(1) - all.getFirst()) : 0;
        return IntStream.range(0, all.size()).filter(column -> Math.abs(all.get(column) - coefficient) <= step / 2)
                .findFirst();
    }

    /// `layer 2, coefficient −1: 3.214, unsteered 1.027`.
    String readout(int row, int column) {
        String safe = measure == SweepMeasure.LOSS ? isSafe(row, column) ? ", within 10 %" : ", more than 10 % worse"
                : "";
        return "layer " + result.layers().get(row) + ", coefficient " + number(result.coefficients().get(column)) + ": "
                + Numbers.format(value(row, column)) + ", unsteered " + Numbers.format(unsteered()) + safe;
    }

    private boolean isSafe(int row, int column) {
        double coefficient = result.coefficients().get(column);
        return result.safe(row).filter(range -> range.from() <= coefficient && coefficient <= range.to()).isPresent();
    }

    /// `layer,coefficient,value`, one row a cell; with texts also `loss,loss_ratio,safe`.
    public DataTable table() {
        List<String> names = new ArrayList<>(List.of("layer", "coefficient", "value"));
        if (!result.losses().isEmpty()) {
            names.addAll(List.of("loss", "loss_ratio", "safe"));
        }
        return new DataTable(names,
                () -> IntStream.range(0, result.layers().size()).boxed().flatMap(this::tableRows));
    }

    private Stream<List<DataCell>> tableRows(int row) {
        return IntStream.range(0, result.coefficients().size()).mapToObj(column -> {
            List<DataCell> cells = new ArrayList<>(List.of(DataCell.of(result.layers().get(row)),
                    DataCell.of(result.coefficients().get(column)),
                    DataCell.of(result.values().get(row).get(column))));
            if (!result.losses().isEmpty()) {
                double loss = result.losses().get(row).get(column);
                cells.addAll(List.of(DataCell.of(loss), DataCell.of(loss / result.plainLoss()),
                        DataCell.of(isSafe(row, column) ? "yes" : "no")));
            }
            return cells;
        });
    }

    public Provenance provenance() {
        return result.provenance();
    }

    /// Coefficients at even steps; one that should be 0 is.
    ///
    /// @param count one at least
    public static List<Double> coefficients(double from, double step, int count) {
        return IntStream.range(0, count).mapToObj(i -> from + i * step)
                .map(value -> Math.abs(value) < 1e-9 * Math.abs(step) ? 0.0 : value).toList();
    }
}
