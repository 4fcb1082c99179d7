package org.sextant.app.activations;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.app.state.SiteName;
import org.sextant.runtime.session.ActivationsResult;
import org.sextant.runtime.session.ActivationsResult.Row;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Statistic;

/// A statistic of one kind of site by layer and token.
///
/// @param result what the model gave
public record StatisticsPicture(ActivationsResult result) implements Picture {
    @Override
    public Heatmap heatmap() {
        List<Row> rows = result.rows();
        return new Heatmap(result.statistic().label() + " of " + String.join(", ", result.provenance().sites()),
                rowAxis(), TokenLabels.AXIS, valueLabel(result.statistic()), rows.stream().map(this::label).toList(),
                TokenLabels.of(result.tokens()),
                new MatrixCells(rows.size(), result.tokens().size(),
                        (row, column) -> rows.get(row).values().flat(column),
                        (row, column) -> canHaveValue(rows.get(row))),
                result.statistic().signed(), List.of());
    }

    /// The first layer has none before it to be compared with.
    private boolean canHaveValue(Row row) {
        return result.statistic() != Statistic.COSINE || row.layer().orElse(0) > 0;
    }

    /// `site,layer,position,token,value`, one row a cell; per-head sites have a last column `head`.
    @Override
    public DataTable table() {
        var columns = new ArrayList<>(List.of("site", "layer", "position", "token", "value"));
        if (hasHeads()) {
            columns.add("head");
        }
        return new DataTable(columns, () -> result.rows().stream().flatMap(this::tableRows));
    }

    private Stream<List<DataCell>> tableRows(Row row) {
        return result.tokens().stream().map(token -> {
            var cells = new ArrayList<>(
                    List.of(DataCell.of(row.site()), DataCell.of(row.layer()), DataCell.of(token.position()),
                            DataCell.of(token.text()),
                            DataCell.of(row.values().flat(token.position()))));
            if (hasHeads()) {
                cells.add(DataCell.of(row.head()));
            }
            return cells;
        });
    }

    @Override
    public Provenance provenance() {
        return result.provenance();
    }

    @Override
    public Selection select(Selection from, int row, int column) {
        Row chosen = result.rows().get(row);
        Selection there = SiteName.selected(from.withToken(column), chosen.site());
        return chosen.head().isPresent() ? there.withHead(chosen.head().getAsInt()) : there;
    }

    /// The row of the selected layer. Where a layer has many heads and none is selected, the layer's first row.
    @Override
    public Mark mark(Selection selection) {
        OptionalInt row = IntStream.range(0, result.rows().size())
                .filter(index -> shows(result.rows().get(index), selection)).findFirst();
        return new Mark(row, TokenLabels.within(result.tokens(), selection.token()));
    }

    private static boolean shows(Row row, Selection selection) {
        boolean sameLayer = row.layer().isPresent()
                ? row.layer().equals(selection.layer())
                : row.site().equals(selection.site());
        return sameLayer
                && (row.head().isEmpty() || selection.head().isEmpty() || row.head().equals(selection.head()));
    }

    /// Whether a layer has a row a head.
    public boolean hasHeads() {
        return result.rows().stream().anyMatch(row -> row.head().isPresent());
    }

    private boolean oneKind() {
        return result.rows().stream().map(row -> SiteName.parse(row.site()).suffix()).distinct().count() <= 1
                && result.rows().stream().allMatch(row -> row.layer().isPresent());
    }

    private String rowAxis() {
        return !oneKind() ? "site" : hasHeads() ? "layer.head" : "layer";
    }

    private String label(Row row) {
        String place = oneKind() ? text(row.layer()) : row.site();
        return row.head().isPresent() ? place + "." + row.head().getAsInt() : place;
    }

    private static String text(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
    }

    static String valueLabel(Statistic statistic) {
        return switch (statistic) {
            case NORM -> "L2 norm";
            case MEAN -> "mean";
            case MAX -> "largest |x|";
            case SPARSITY -> "share of |x| < 0.01 max |x|";
            case KURTOSIS -> "excess kurtosis";
            case COSINE -> "cosine with the layer before";
        };
    }
}
