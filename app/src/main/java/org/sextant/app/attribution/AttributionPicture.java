package org.sextant.app.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.NodeScores;
import org.sextant.runtime.session.Provenance;

/// Scores by node and token, averaged over the pairs.
///
/// @param result what the model gave
/// @param divisor of every score: 1, or the whole effect
public record AttributionPicture(AttributeResult result, double divisor) {
    /// One row of the heatmap.
    private record Row(NodeScores scores, int layer, int head) {
        String label(boolean several) {
            String place = scores.kind() == NodeKind.HEAD ? layer + "." + head : Integer.toString(layer);
            return several ? scores.kind().id() + " " + place : place;
        }
    }

    /// All kinds of node that have a map, one under the other. Neurons and features have none.
    public Heatmap heatmap() {
        List<Row> rows = rows();
        boolean several = result.nodes().size() > 1;
        boolean heads = result.nodes().stream().anyMatch(scores -> scores.kind() == NodeKind.HEAD);
        List<String> kinds = result.nodes().stream().map(scores -> scores.kind().id()).toList();
        return new Heatmap("Attribution of " + String.join(", ", kinds),
                several ? "node and layer" : heads ? "layer.head" : "layer", "token", scoreLabel(),
                rows.stream().map(row -> row.label(several)).toList(),
                IntStream.range(0, positions()).mapToObj(this::label).toList(),
                new Cells(rows), true, List.of());
    }

    /// `score (logits)`.
    String scoreLabel() {
        return divisor == 1
                ? "score (" + MethodWords.unit(result.metric()) + ")"
                : "score (share of clean − corrupt)";
    }

    /// Whether there is anything to draw.
    public boolean hasMap() {
        return !result.nodes().isEmpty();
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (NodeScores scores : result.nodes()) {
            for (int layer = 0; layer < scores.layers(); layer++) {
                for (int head = 0; head < scores.heads(); head++) {
                    rows.add(new Row(scores, layer, head));
                }
            }
        }
        return rows;
    }

    /// The values as they are drawn.
    private final class Cells implements Heatmap.Cells {
        private final List<Row> rows;

        Cells(List<Row> rows) {
            this.rows = rows;
        }

        @Override
        public int rows() {
            return rows.size();
        }

        @Override
        public int columns() {
            return positions();
        }

        @Override
        public float at(int row, int column) {
            Row shown = rows.get(row);
            return (float) (shown.scores().value(shown.layer(), shown.head(), column) / divisor);
        }
    }

    /// `node,layer,index,position,token,score`: one row a layer and position, for heads also an index; of neurons and
    /// features the strongest.
    public DataTable table() {
        return new DataTable(List.of("node", "layer", "index", "position", "token", "score"),
                () -> Stream.concat(rows().stream().flatMap(this::cells), result.strongest().stream().map(this::cell)));
    }

    private Stream<List<DataCell>> cells(Row row) {
        NodeScores scores = row.scores();
        return IntStream.range(0, scores.positions()).mapToObj(position -> List.of(DataCell.of(scores.kind().id()),
                DataCell.of(row.layer()),
                scores.kind() == NodeKind.HEAD ? DataCell.of(row.head()) : new DataCell.Empty(),
                DataCell.of(position), DataCell.of(token(position)),
                DataCell.of((float) (scores.value(row.layer(), row.head(), position) / divisor))));
    }

    private List<DataCell> cell(ScoredNode node) {
        return List.of(DataCell.of(node.cell().kind().id()), DataCell.of(node.cell().layer()),
                DataCell.of(node.cell().index()), DataCell.of(node.cell().position()),
                DataCell.of(token(node.cell().position())), DataCell.of((float) (node.score() / divisor)));
    }

    /// The token; where the pairs have others there, the place counted from the end.
    private String label(int position) {
        String token = token(position);
        return token.isEmpty() ? "−" + (positions() - position) : VisibleText.of(token);
    }

    private int positions() {
        return result.tokens().size();
    }

    /// The token that all pairs have there, counted from the end; empty where they differ.
    String token(int position) {
        return result.tokens().get(position);
    }

    public Provenance provenance() {
        return result.provenance();
    }
}
