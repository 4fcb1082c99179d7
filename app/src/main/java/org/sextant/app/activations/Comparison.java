package org.sextant.app.activations;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;

/// One picture of a steered model beside the same of the model as it is.
///
/// @param <P> which picture
/// @param now with the steering
/// @param unsteered of the same prompt and sites without it
record Comparison<P extends Picture>(P now, P unsteered) {
    /// The picture as it is now; its readout tells the unsteered value too.
    Heatmap nowMap() {
        Heatmap after = now.heatmap();
        return new Heatmap(Aspect.NOW.titled(after.title()), after.rowAxis(), after.columnAxis(), after.valueLabel(),
                after.rowLabels(), after.columnLabels(), new ComparedCells(after, unsteered.heatmap(), false),
                after.signed(), after.cellTexts());
    }

    /// What the steering changes: now − unsteered. Where cells have texts, only those that changed are written.
    Heatmap differenceMap() {
        Heatmap after = now.heatmap();
        var cells = new ComparedCells(after, unsteered.heatmap(), true);
        boolean texts = !after.cellTexts().isEmpty();
        return new Heatmap(Aspect.DIFFERENCE.titled(after.title()), after.rowAxis(), after.columnAxis(),
                Aspect.DIFFERENCE.titled(after.valueLabel()) + (texts ? "; new top token ← old, where it changed" : ""),
                after.rowLabels(), after.columnLabels(), cells, true, texts ? changedTexts(cells) : List.of());
    }

    private static List<String> changedTexts(ComparedCells cells) {
        return IntStream.range(0, cells.rows() * cells.columns())
                .mapToObj(index -> cells.changedText(index / cells.columns(), index % cells.columns())).toList();
    }

    /// The numbers of both, and their difference: the columns of the picture, with `now,unsteered,difference` in place
    /// of its value. Of the lens see [LensComparison#table].
    DataTable table() {
        return switch ((Picture) now) {
            case LensPicture lens -> LensComparison.table(lens, (LensPicture) unsteered);
            case AttentionPicture attention -> beside(attention.table(), unsteered.table(), "weight");
            case StatisticsPicture statistics -> beside(statistics.table(), unsteered.table(), "value");
            case SitePicture site -> beside(site.table(), unsteered.table(), "value");
        };
    }

    private static DataTable beside(DataTable after, DataTable before, String value) {
        int place = after.columns().indexOf(value);
        return new DataTable(replaced(after.columns(), place, List.of("now", "unsteered", "difference")), () -> {
            Iterator<List<DataCell>> others = before.rows().get().iterator();
            return after.rows().get().map(row -> {
                DataCell old = others.next().get(place);
                return replaced(row, place, List.of(row.get(place), old, change(row.get(place), old)));
            });
        });
    }

    private static DataCell change(DataCell after, DataCell before) {
        return DataCell.of(number(after) - number(before));
    }

    private static float number(DataCell cell) {
        return cell instanceof DataCell.Real(Number value) ? value.floatValue() : Float.NaN;
    }

    private static <T> List<T> replaced(List<T> row, int place, List<T> others) {
        List<T> next = new ArrayList<>(row);
        next.remove(place);
        next.addAll(place, others);
        return next;
    }
}
