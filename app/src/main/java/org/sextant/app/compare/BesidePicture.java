package org.sextant.app.compare;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.sextant.app.activations.AttentionPicture;
import org.sextant.app.activations.LensPicture;
import org.sextant.app.activations.Picture;
import org.sextant.app.activations.StatisticsPicture;
import org.sextant.app.attribution.NodeMap;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.features.FeaturesPicture;
import org.sextant.app.routing.RoutingMeasure;
import org.sextant.app.routing.RoutingPicture;
import org.sextant.app.state.Selection;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Token;

/// A picture of one model, as it stands beside that of another.
///
/// @param heatmap what it shows
/// @param table its numbers
/// @param provenance how to get it again
/// @param rows what its rows stand for
/// @param columns what its columns stand for
/// @param selecting what clicking a cell selects
/// @param marking where it shows a selection
record BesidePicture(Heatmap heatmap, DataTable table, Provenance provenance, BesideAxis rows, BesideAxis columns,
        Selecting selecting, Function<Selection, Mark> marking) {
    /// What clicking a cell selects.
    @FunctionalInterface
    interface Selecting {
        Selection select(Selection from, int row, int column);
    }

    /// One number a layer and token; of sites with heads a layer, head and token.
    static BesidePicture of(StatisticsPicture picture, List<Token> tokens) {
        List<String> rows = picture.heatmap().rowLabels();
        return of(picture,
                picture.hasHeads() ? new BesideAxis.Parts(rows, "layer_and_head") : new BesideAxis.Layers(rows),
                BesideAxis.Tokens.of(tokens));
    }

    static BesidePicture of(LensPicture picture, List<Token> tokens) {
        return of(picture, new BesideAxis.Layers(picture.heatmap().rowLabels()), BesideAxis.Tokens.of(tokens));
    }

    static BesidePicture of(AttentionPicture picture, List<Token> tokens) {
        return of(picture, BesideAxis.Tokens.of("query_", tokens), BesideAxis.Tokens.of("key_", tokens));
    }

    private static BesidePicture of(Picture picture, BesideAxis rows, BesideAxis columns) {
        return new BesidePicture(picture.heatmap(), picture.table(), picture.provenance(), rows, columns,
                picture::select, picture::mark);
    }

    static BesidePicture of(RoutingPicture picture) {
        Heatmap map = picture.heatmap(RoutingMeasure.TOP);
        return new BesidePicture(map, picture.table(), picture.provenance(),
                new BesideAxis.Layers(map.rowLabels()), BesideAxis.Tokens.of(picture.result().tokens()),
                (from, row, column) -> from.withToken(column).withLayer(picture.result().layers().get(row).layer()),
                selection -> new Mark(row(picture, selection), selection.token()));
    }

    /// Which share of the tokens each expert sees, by layer and expert.
    static BesidePicture ofExperts(RoutingPicture picture) {
        Heatmap map = picture.heatmap(RoutingMeasure.LOAD);
        return new BesidePicture(map, picture.loadTable(), picture.provenance(),
                new BesideAxis.Layers(map.rowLabels()),
                new BesideAxis.Parts(
                        IntStream.range(0, picture.result().experts()).mapToObj(Integer::toString).toList(),
                        "expert"),
                (from, row, column) -> from.withExpert(picture.result().layers().get(row).layer(), column),
                selection -> new Mark(row(picture, selection), selection.expert()));
    }

    private static OptionalInt row(RoutingPicture picture, Selection selection) {
        return selection.layer().isPresent() ? picture.row(selection.layer().getAsInt()) : OptionalInt.empty();
    }

    static BesidePicture of(FeaturesPicture picture) {
        Heatmap map = picture.heatmap();
        return new BesidePicture(map, picture.table(), picture.provenance(),
                new BesideAxis.Parts(map.rowLabels(), "feature", picture.sae().place(), picture.sae().name()),
                BesideAxis.Tokens.of(picture.tokens()), picture::select, picture::mark);
    }

    static BesidePicture of(NodeMap map) {
        Heatmap drawn = map.heatmap();
        return new BesidePicture(drawn, map.table(), map.provenance(),
                map.ofTokens()
                        ? new BesideAxis.Parts(drawn.rowLabels(), "tokens")
                        : new BesideAxis.Layers(drawn.rowLabels()),
                map.tokens().<BesideAxis>map(BesideAxis.Tokens::of).orElseGet(
                        () -> new BesideAxis.Parts(drawn.columnLabels(), map.ofHeads() ? "head" : "position")),
                map::select, map::mark);
    }

    /// The same, whose cells stand for their tokens alone.
    BesidePicture byToken() {
        return new BesidePicture(heatmap, table, provenance, rows, columns,
                (from, _, column) -> from.withToken(column),
                selection -> new Mark(OptionalInt.empty(), selection.token()));
    }

    /// The same, called after its model.
    BesidePicture of(String name) {
        return new BesidePicture(heatmap.titled(heatmap.title() + " · " + name), table, provenance, rows, columns,
                selecting, marking);
    }
}
