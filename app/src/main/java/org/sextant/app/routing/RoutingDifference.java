package org.sextant.app.routing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.activations.Aspect;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Numbers;
import org.sextant.runtime.session.RoutedLayer;

/// The routing of a prompt beside the same without what steers the model: who takes over.
///
/// @param now with the sliders
/// @param unsteered of the same tokens without them
record RoutingDifference(RoutingPicture now, RoutingPicture unsteered) {
    /// Now − unsteered. Of the top experts: which share of those that a token goes to are others, and the new top expert
    /// with the old one where it is another.
    Heatmap differenceMap(RoutingMeasure measure) {
        Heatmap after = now.heatmap(measure);
        Heatmap before = unsteered.heatmap(measure);
        boolean top = measure == RoutingMeasure.TOP;
        int columns = after.cells().columns();
        var cells = new RoutedCells(after.cells().rows(), columns,
                () -> values(after, before, top), (row, column) -> words(after, before, measure, row, column));
        return new Heatmap(Aspect.DIFFERENCE.titled(after.title()), after.rowAxis(), after.columnAxis(),
                top ? "share of chosen experts that are others; new top ← old, where it changed"
                        : Aspect.DIFFERENCE.titled(after.valueLabel()),
                after.rowLabels(), after.columnLabels(), cells, !top, top ? changedTops(columns) : List.of());
    }

    /// As it is now; the readout tells of both.
    Heatmap nowMap(RoutingMeasure measure) {
        Heatmap after = now.heatmap(measure);
        Heatmap before = unsteered.heatmap(measure);
        var cells = new RoutedCells(after.cells().rows(), after.cells().columns(), () -> all(after.cells()),
                (row, column) -> words(after, before, measure, row, column));
        return new Heatmap(Aspect.NOW.titled(after.title()), after.rowAxis(), after.columnAxis(), after.valueLabel(),
                after.rowLabels(), after.columnLabels(), cells, after.signed(), after.cellTexts());
    }

    private float[] values(Heatmap after, Heatmap before, boolean top) {
        int columns = after.cells().columns();
        float[] values = new float[after.cells().rows() * columns];
        for (int cell = 0; cell < values.length; cell++) {
            int row = cell / columns;
            int column = cell % columns;
            values[cell] = top ? replaced(row, column) : after.cells().at(row, column) - before.cells().at(row, column);
        }
        return values;
    }

    private static float[] all(Heatmap.Cells cells) {
        float[] values = new float[cells.rows() * cells.columns()];
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = cells.at(cell / cells.columns(), cell % cells.columns());
        }
        return values;
    }

    /// The share of the experts of a token that it did not go to without the sliders.
    float replaced(int row, int position) {
        int chosen = now.result().chosen();
        RoutedLayer before = unsteered.result().layers().get(row);
        RoutedLayer after = now.result().layers().get(row);
        int others = 0;
        for (int place = position * chosen; place < (position + 1) * chosen; place++) {
            float expert = after.chosen().flat(place);
            boolean kept = false;
            for (int old = position * chosen; old < (position + 1) * chosen; old++) {
                kept |= before.chosen().flat(old) == expert;
            }
            others += kept ? 0 : 1;
        }
        return (float) others / chosen;
    }

    private List<String> changedTops(int tokens) {
        String[] texts = new String[now.result().layers().size() * tokens];
        Arrays.setAll(texts, cell -> {
            int after = now.topExpert(cell / tokens, cell % tokens);
            int before = unsteered.topExpert(cell / tokens, cell % tokens);
            return after == before ? "" : after + " ← " + before;
        });
        return List.of(texts);
    }

    private String words(Heatmap after, Heatmap before, RoutingMeasure measure, int row, int column) {
        if (measure == RoutingMeasure.TOP) {
            return "now " + experts(now, row, column) + "   unsteered " + experts(unsteered, row, column);
        }
        float change = after.cells().at(row, column) - before.cells().at(row, column);
        return "now " + Numbers.words(after.cells().at(row, column)) + "   unsteered "
                + Numbers.words(before.cells().at(row, column)) + "   difference " + (change > 0 ? "+" : "")
                + Numbers.words(change);
    }

    /// `E7 0.6120 · E2 0.3880`.
    private static String experts(RoutingPicture picture, int row, int position) {
        RoutedLayer layer = picture.result().layers().get(row);
        return IntStream.range(0, picture.result().chosen()).mapToObj(rank -> "E" + layer.expert(position, rank) + " "
                + Numbers.format(layer.weight(position, rank))).collect(Collectors.joining(" · "));
    }

    /// `layer,position,token` or `layer,expert`, then `now,unsteered,difference`; of the top experts
    /// `top_now,top_unsteered,replaced`.
    DataTable table(RoutingMeasure measure) {
        boolean top = measure == RoutingMeasure.TOP;
        List<String> place = measure.byToken() ? List.of("layer", "position", "token") : List.of("layer", "expert");
        List<String> values = top
                ? List.of("top_now", "top_unsteered", "replaced")
                : List.of("now", "unsteered", "difference");
        return new DataTable(joined(place, values), () -> {
            Heatmap.Cells after = now.heatmap(measure).cells();
            Heatmap.Cells before = unsteered.heatmap(measure).cells();
            return IntStream.range(0, after.rows() * after.columns()).mapToObj(cell -> {
                int row = cell / after.columns();
                int column = cell % after.columns();
                return joined(place(measure, row, column),
                        top ? tops(row, column) : both(after.at(row, column), before.at(row, column)));
            });
        });
    }

    private List<DataCell> place(RoutingMeasure measure, int row, int column) {
        DataCell layer = DataCell.of(now.result().layers().get(row).layer());
        return measure.byToken()
                ? List.of(layer, DataCell.of(column), DataCell.of(now.result().tokens().get(column).text()))
                : List.of(layer, DataCell.of(column));
    }

    private List<DataCell> tops(int row, int position) {
        return List.of(DataCell.of(now.topExpert(row, position)), DataCell.of(unsteered.topExpert(row, position)),
                DataCell.of(replaced(row, position)));
    }

    private static List<DataCell> both(float after, float before) {
        return List.of(DataCell.of(after), DataCell.of(before), DataCell.of(after - before));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
