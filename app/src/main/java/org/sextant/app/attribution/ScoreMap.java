package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Numbers;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.session.NodeScores;

/// Scores as a picture whose cells are nodes: layer by position, or of heads layer by head.
///
/// @param attributed what was asked and given
/// @param normalised whether scores are shares of clean − corrupt, where that is not near zero
/// @param position of the heads that are shown; empty for the sum over all
record ScoreMap(Attributed attributed, boolean normalised, OptionalInt position) {
    /// The picture. That of layers and positions is the command's.
    Heatmap heatmap() {
        Heatmap made = attributed.isGrid() ? grid() : picture().heatmap();
        return made.titled(title());
    }

    AttributionPicture picture() {
        return new AttributionPicture(attributed.result(), divisor());
    }

    private double divisor() {
        return attributed.divisor(normalised);
    }

    /// `RelP of resid_pre`.
    String title() {
        AttributionMethod method = attributed.request().settings().method();
        String what = attributed.ofTokens() ? "tokens" : attributed.nodes().label();
        int pairs = attributed.result().pairs().size();
        String where = !attributed.isGrid() ? "" : position.isPresent() ? ", at position " + position.getAsInt()
                : ", summed over positions";
        return MethodWords.title(method) + " of " + what + where + (pairs == 1 ? "" : ", mean of " + pairs + " pairs");
    }

    private Heatmap grid() {
        NodeScores scores = scores();
        return new Heatmap("", "layer", "head",
                picture().scoreLabel(), numbers(scores.layers()),
                numbers(scores.heads()), new GridCells(scores), true, List.of());
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private final class GridCells implements Heatmap.Cells {
        private final NodeScores scores;

        GridCells(NodeScores scores) {
            this.scores = scores;
        }

        @Override
        public int rows() {
            return scores.layers();
        }

        @Override
        public int columns() {
            return scores.heads();
        }

        @Override
        public float at(int row, int column) {
            double raw = position.isPresent() && position.getAsInt() < scores.positions()
                    ? scores.value(row, column, position.getAsInt())
                    : attributed.everywhere(scores, row, column);
            return (float) (raw / divisor());
        }
    }

    private NodeScores scores() {
        return attributed.result().nodes().getFirst();
    }

    /// Which node a cell is.
    PatchCell node(Cell cell) {
        NodeKind kind = scores().kind();
        return attributed.isGrid()
                ? new PatchCell(kind, cell.row(), cell.column(), position.orElse(PatchCell.EVERYWHERE))
                : PatchCell.of(kind, cell.row(), cell.column());
    }

    /// Where a node is drawn, if it is one of these.
    Optional<Cell> cell(PatchCell node) {
        boolean shown = attributed.hasMap() && node.kind() == scores().kind();
        int column = attributed.isGrid() ? node.index() : node.position();
        int columns = !shown ? 0 : attributed.isGrid() ? scores().heads() : scores().positions();
        return shown && column >= 0 && column < columns && node.layer() < scores().layers()
                ? Optional.of(new Cell(node.layer(), column))
                : Optional.empty();
    }

    /// Layer, position, token and score.
    String readout(Cell cell) {
        PatchCell node = node(cell);
        double raw = attributed.score(node).orElse(Double.NaN);
        return attributed.words(node) + " · " + Numbers.words(raw) + " "
                + MethodWords.unit(attributed.result().metric()) + share(raw);
    }

    private String share(double raw) {
        return attributed.ofTokens() || attributed.result().normaliser().isEmpty()
                ? ""
                : " · " + Numbers.words(raw / attributed.result().normaliser().getAsDouble())
                        + " of clean − corrupt";
    }
}
