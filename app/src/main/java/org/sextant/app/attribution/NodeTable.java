package org.sextant.app.attribution;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.layout.StackPane;

import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.session.NodeScores;

/// Neurons, or features and what their SAE leaves, the strongest first.
final class NodeTable extends StackPane {
    private final AttributionViewModel model;
    private final CopyTable<Row> table;
    private boolean marking;

    /// A node in the table.
    ///
    /// @param score as it is shown
    /// @param share of the strongest
    private record Row(PatchCell cell, String token, double score, double share) {}

    NodeTable(AttributionViewModel model) {
        this.model = model;
        table = new CopyTable<>("attribution-nodes", "The strongest nodes", List.of(
                Column.text("node", 84, row -> row.cell().kind() == NodeKind.FEATURE_ERROR ? "SAE error"
                        : row.cell().kind().id(), row -> row.cell().kind().id()),
                Column.count("layer", 56, row -> row.cell().layer()),
                Column.text("index", 64, NodeTable::index, NodeTable::index),
                Column.count("position", 68, row -> row.cell().position()),
                Column.text("token", 88, row -> VisibleText.of(row.token()), Row::token),
                Column.difference("score", 120, row -> (float) row.score(), Row::share)));
        table.setMinHeight(0);
        getChildren().setAll(table);
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !marking) {
                model.selection().select(row.cell(), false);
            }
        });
    }

    private static String index(Row row) {
        return row.cell().index() < 0 ? "–" : Integer.toString(row.cell().index());
    }

    void show(Attributed shown) {
        List<ScoredNode> nodes = Stream.concat(shown.result().nodes().stream().flatMap(map -> errors(shown, map)),
                shown.result().strongest().stream()).sorted(ScoredNode.STRONGEST).toList();
        double divisor = shown.divisor(model.normalisedProperty().get());
        double most = nodes.stream().mapToDouble(node -> Math.abs(node.score() / divisor)).max().orElse(1);
        marking = true;
        table.getItems().setAll(nodes.stream().map(node -> new Row(node.cell(),
                shown.token(node.cell().position()),
                node.score() / divisor, most == 0 ? 0 : node.score() / divisor / most)).toList());
        marking = false;
    }

    /// What the SAE leaves, at each position.
    private static Stream<ScoredNode> errors(Attributed shown, NodeScores map) {
        int layer = shown.result().strongest().stream().mapToInt(node -> node.cell().layer()).findFirst().orElse(0);
        return IntStream.range(0, map.positions()).mapToObj(position -> new ScoredNode(
                PatchCell.of(map.kind(), layer, position), map.value(0, 0, position)));
    }
}
