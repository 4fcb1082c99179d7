package org.sextant.app.compare;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

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
        int rows = picture.heatmap().cells().rows();
        return of(picture, picture.hasHeads() ? new BesideAxis.Parts(rows, "heads") : new BesideAxis.Layers(rows),
                BesideAxis.Tokens.of(tokens));
    }

    static BesidePicture of(LensPicture picture, List<Token> tokens) {
        return of(picture, new BesideAxis.Layers(picture.heatmap().cells().rows()), BesideAxis.Tokens.of(tokens));
    }

    static BesidePicture of(AttentionPicture picture, List<Token> tokens) {
        return of(picture, BesideAxis.Tokens.of(tokens), BesideAxis.Tokens.of(tokens));
    }

    private static BesidePicture of(Picture picture, BesideAxis rows, BesideAxis columns) {
        return new BesidePicture(picture.heatmap(), picture.table(), picture.provenance(), rows, columns,
                picture::select, picture::mark);
    }

    static BesidePicture of(RoutingPicture picture) {
        return new BesidePicture(picture.heatmap(RoutingMeasure.TOP), picture.table(), picture.provenance(),
                layers(picture), BesideAxis.Tokens.of(picture.result().tokens()),
                (from, row, column) -> from.withToken(column).withLayer(picture.result().layers().get(row).layer()),
                selection -> new Mark(row(picture, selection), selection.token()));
    }

    /// Which share of the tokens each expert sees, by layer and expert.
    static BesidePicture ofExperts(RoutingPicture picture) {
        return new BesidePicture(picture.heatmap(RoutingMeasure.LOAD), picture.loadTable(), picture.provenance(),
                layers(picture), new BesideAxis.Parts(picture.result().experts(), "experts"),
                (from, row, column) -> from.withExpert(picture.result().layers().get(row).layer(), column),
                selection -> new Mark(row(picture, selection), selection.expert()));
    }

    private static BesideAxis layers(RoutingPicture picture) {
        return new BesideAxis.Layers(picture.result().layers().size());
    }

    private static OptionalInt row(RoutingPicture picture, Selection selection) {
        return selection.layer().isPresent() ? picture.row(selection.layer().getAsInt()) : OptionalInt.empty();
    }

    static BesidePicture of(FeaturesPicture picture) {
        Heatmap map = picture.heatmap();
        return new BesidePicture(map, picture.table(), picture.provenance(),
                new BesideAxis.Parts(map.cells().rows(), picture.sae().place(), picture.sae().name()),
                BesideAxis.Tokens.of(picture.tokens()), picture::select, picture::mark);
    }

    static BesidePicture of(NodeMap map) {
        Heatmap drawn = map.heatmap();
        int columns = drawn.cells().columns();
        return new BesidePicture(drawn, map.table(), map.provenance(),
                map.ofTokens() ? new BesideAxis.Parts(1, "tokens") : new BesideAxis.Layers(drawn.cells().rows()),
                map.tokens().<BesideAxis>map(BesideAxis.Tokens::of)
                        .orElseGet(() -> new BesideAxis.Parts(columns, map.ofHeads() ? "heads" : "positions")),
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
