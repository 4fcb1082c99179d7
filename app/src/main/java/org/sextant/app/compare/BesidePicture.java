package org.sextant.app.compare;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

import org.sextant.app.activations.Picture;
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
/// @param columns what its columns stand for, so that they can be held against those of another model
/// @param selecting what clicking a cell selects
/// @param marking where it shows a selection
/// @param rows what its rows belong to
record BesidePicture(Heatmap heatmap, DataTable table, Provenance provenance, List<String> columns,
        Selecting selecting, Function<Selection, Mark> marking, Rows rows) {
    /// What rows belong to. Rows of different things are not the same, even where there are as many.
    ///
    /// @param of equal for the same thing
    /// @param words what it is, where the model does not say so; empty where it does
    record Rows(Object of, String words) {
        static final Rows MODEL = new Rows("", "");
    }

    /// What clicking a cell selects.
    @FunctionalInterface
    interface Selecting {
        Selection select(Selection from, int row, int column);
    }

    /// A picture whose rows are the model's own.
    BesidePicture(Heatmap heatmap, DataTable table, Provenance provenance, List<String> columns, Selecting selecting,
            Function<Selection, Mark> marking) {
        this(heatmap, table, provenance, columns, selecting, marking, Rows.MODEL);
    }

    static BesidePicture of(Picture picture, List<Token> tokens) {
        return new BesidePicture(picture.heatmap(), picture.table(), picture.provenance(), texts(tokens),
                picture::select,
                picture::mark);
    }

    static BesidePicture of(RoutingPicture picture) {
        return new BesidePicture(picture.heatmap(RoutingMeasure.TOP), picture.table(), picture.provenance(),
                texts(picture.result().tokens()),
                (from, row, column) -> from.withToken(column).withLayer(picture.result().layers().get(row).layer()),
                selection -> new Mark(selection.layer().isPresent()
                        ? picture.row(selection.layer().getAsInt())
                        : OptionalInt.empty(), selection.token()));
    }

    /// Which share of the tokens each expert sees, by layer and expert.
    static BesidePicture ofExperts(RoutingPicture picture) {
        return new BesidePicture(picture.heatmap(RoutingMeasure.LOAD), picture.loadTable(), picture.provenance(),
                texts(picture.result().tokens()),
                (from, row, column) -> from.withExpert(picture.result().layers().get(row).layer(), column),
                selection -> new Mark(selection.layer().isPresent()
                        ? picture.row(selection.layer().getAsInt())
                        : OptionalInt.empty(), selection.expert()));
    }

    static BesidePicture of(FeaturesPicture picture) {
        return new BesidePicture(picture.heatmap(), picture.table(), picture.provenance(), texts(picture.tokens()),
                picture::select, picture::mark, new Rows(picture.sae().place(), picture.sae().name()));
    }

    static BesidePicture of(NodeMap map) {
        return new BesidePicture(map.heatmap(), map.table(), map.provenance(), map.columns(),
                map::select, map::mark);
    }

    private static List<String> texts(List<Token> tokens) {
        return tokens.stream().map(Token::text).toList();
    }

    /// The same, whose cells stand for their tokens alone.
    BesidePicture byToken() {
        return new BesidePicture(heatmap, table, provenance, columns, (from, _, column) -> from.withToken(column),
                selection -> new Mark(OptionalInt.empty(), selection.token()), rows);
    }

    /// The same, called after its model.
    BesidePicture of(String name) {
        return new BesidePicture(heatmap.titled(heatmap.title() + " · " + name), table, provenance, columns, selecting,
                marking, rows);
    }
}
