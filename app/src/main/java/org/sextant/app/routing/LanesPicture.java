package org.sextant.app.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Numbers;
import org.sextant.runtime.session.RoutedLayer;

/// The way of one token through the layers: what each router gives every expert, and whom it goes to.
///
/// @param picture the routing of its prompt
/// @param position of the token, which the prompt has
record LanesPicture(RoutingPicture picture, int position) {
    static final String SHARED = "shared";

    /// What a router makes of one expert.
    ///
    /// @param rank of a chosen one, 0 the best; empty for the others
    /// @param expert its number; −1 for the shared expert, which every token goes to
    /// @param logit of the router; NaN for the shared expert
    /// @param probability of the router; NaN for the shared expert
    /// @param weight of a chosen one; of the shared expert the length of its output ÷ that of the mixture
    record Row(OptionalInt rank, int expert, float logit, float probability, float weight) {
        boolean isShared() {
            return expert < 0;
        }
    }

    private List<RoutedLayer> layers() {
        return picture.result().layers();
    }

    private boolean hasShared() {
        return layers().stream().anyMatch(layer -> layer.sharedShare().isPresent());
    }

    /// `3 “·Anna”`, of a generated one `31 “› ·sat”`.
    String token() {
        return position + " “" + picture.label(position) + "”";
    }

    /// Layers by experts, coloured by the router's probability; a chosen expert says its weight. A last column
    /// without a colour tells the share of the shared expert.
    Heatmap heatmap() {
        int experts = picture.result().experts();
        int columns = hasShared() ? experts + 1 : experts;
        var cells = new RoutedCells(layers().size(), columns, experts, this::probabilities, this::words);
        return new Heatmap("Routers at token " + token(), "layer", "expert",
                "router probability; chosen: weight", picture.layerLabels(),
                IntStream.range(0, columns).mapToObj(each -> each < experts ? Integer.toString(each) : SHARED).toList(),
                cells, false, texts(columns));
    }

    private float[] probabilities() {
        int experts = picture.result().experts();
        float[] values = new float[layers().size() * experts];
        for (int row = 0; row < layers().size(); row++) {
            System.arraycopy(layers().get(row).probabilities(position), 0, values, row * experts, experts);
        }
        return values;
    }

    private List<String> texts(int columns) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < layers().size(); row++) {
            for (int column = 0; column < columns; column++) {
                texts.add(text(row, column));
            }
        }
        return texts;
    }

    private String text(int row, int column) {
        RoutedLayer layer = layers().get(row);
        if (column == picture.result().experts()) {
            return layer.sharedShare().map(share -> brief(share.flat(position))).orElse("");
        }
        OptionalInt rank = picture.rank(row, position, column);
        return rank.isPresent() ? brief(layer.weight(position, rank.getAsInt())) : "";
    }

    /// `.61`, `1.25`.
    private static String brief(float value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.startsWith("0") ? text.substring(1) : text;
    }

    private String words(int row, int column) {
        RoutedLayer layer = layers().get(row);
        if (column == picture.result().experts()) {
            return layer.sharedShare().map(share -> "the shared expert gives " + Numbers.format(share.flat(position))
                    + " of the output's length").orElse("no shared expert here");
        }
        OptionalInt rank = picture.rank(row, position, column);
        return "probability " + Numbers.format(layer.probabilities(position)[column]) + "   logit "
                + Numbers.format(layer.logits().at(position, column)) + (rank.isPresent()
                        ? "   rank " + rank.getAsInt() + "   weight "
                                + Numbers.format(layer.weight(position, rank.getAsInt()))
                        : "   not chosen");
    }

    /// One router: the chosen by their rank, the shared expert, then the others by their probability.
    List<Row> rows(int row) {
        RoutedLayer layer = layers().get(row);
        float[] probabilities = layer.probabilities(position);
        List<Row> rows = new ArrayList<>(IntStream.range(0, picture.result().chosen()).mapToObj(rank -> {
            int expert = layer.expert(position, rank);
            return new Row(OptionalInt.of(rank), expert, layer.logits().at(position, expert), probabilities[expert],
                    layer.weight(position, rank));
        }).toList());
        layer.sharedShare().ifPresent(share -> rows
                .add(new Row(OptionalInt.empty(), -1, Float.NaN, Float.NaN, share.flat(position))));
        IntStream.range(0, probabilities.length)
                .filter(expert -> picture.rank(row, position, expert).isEmpty())
                .mapToObj(expert -> new Row(OptionalInt.empty(), expert, layer.logits().at(position, expert),
                        probabilities[expert], 0))
                .sorted(Comparator.comparingDouble((Row each) -> each.probability()).reversed()).forEach(rows::add);
        return rows;
    }

    /// `layer,expert,rank,weight,probability,router_logit,shared_share`, one row an expert of each layer.
    DataTable table() {
        return new DataTable(
                List.of("layer", "expert", "rank", "weight", "probability", "router_logit", "shared_share"),
                () -> IntStream.range(0, layers().size()).boxed().flatMap(this::tableRows));
    }

    private Stream<List<DataCell>> tableRows(int row) {
        RoutedLayer layer = layers().get(row);
        DataCell shared = layer.sharedShare().map(share -> DataCell.of(share.flat(position)))
                .orElseGet(DataCell.Empty::new);
        return rows(row).stream().filter(each -> !each.isShared()).sorted(Comparator.comparingInt(Row::expert))
                .map(each -> List.of(DataCell.of(layer.layer()), DataCell.of(each.expert()), DataCell.of(each.rank()),
                        DataCell.of(each.weight()), DataCell.of(each.probability()), DataCell.of(each.logit()),
                        shared));
    }
}
