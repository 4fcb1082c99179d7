package org.sextant.app.activations;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.app.state.SiteName;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.LensResult;
import org.sextant.runtime.session.LensResult.Cell;
import org.sextant.runtime.session.LensResult.Row;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Token;

/// The logit lens by layer and token: the most likely next token in each cell.
///
/// @param result what the model gave; at least one candidate a cell
/// @param colour what the colour of a cell means
public record LensPicture(LensResult result, Colour colour) implements Picture {
    /// What colours a cell.
    public enum Colour {
        /// Probability of the most likely token.
        PROBABILITY("probability", "probability of the top token"),
        /// Entropy of the whole distribution.
        ENTROPY("entropy", "entropy of the distribution (nats)");

        private final String label;
        private final String valueLabel;

        Colour(String label, String valueLabel) {
            this.label = label;
            this.valueLabel = valueLabel;
        }

        public String label() {
            return label;
        }

        float of(Cell cell) {
            return this == ENTROPY ? cell.entropy() : cell.top().getFirst().probability();
        }
    }

    @Override
    public Heatmap heatmap() {
        List<Row> rows = result.rows();
        return new Heatmap("logit lens, coloured by " + colour.label(), "residual stream",
                TokenLabels.AXIS, colour.valueLabel, rows.stream().map(LensPicture::label).toList(),
                TokenLabels.of(result.tokens()),
                new MatrixCells(rows.size(), result.tokens().size(),
                        (row, column) -> colour.of(rows.get(row).cells().get(column))),
                false, cellTexts());
    }

    /// `layer,position,token,rank,predicted_id,predicted,probability,logit,entropy`; layer 0 is the input of block 0,
    /// layer l + 1 the output of block l. Entropy is that of the whole distribution, in nats, the same at every rank.
    @Override
    public DataTable table() {
        return new DataTable(List.of("layer", "position", "token", "rank", "predicted_id", "predicted", "probability",
                "logit", "entropy"), () -> result.rows().stream().flatMap(this::tableRows));
    }

    private Stream<List<DataCell>> tableRows(Row row) {
        return result.tokens().stream().flatMap(token -> {
            Cell cell = row.cells().get(token.position());
            return cell.top().stream().map(candidate -> tableRow(row.layer(), token, candidate, cell.entropy()));
        });
    }

    private static List<DataCell> tableRow(int layer, Token token, Prediction candidate, float entropy) {
        return List.of(DataCell.of(layer), DataCell.of(token.position()), DataCell.of(token.text()),
                DataCell.of(candidate.rank()), DataCell.of(candidate.id()), DataCell.of(candidate.token()),
                DataCell.of(candidate.probability()), DataCell.of(candidate.logit()), DataCell.of(entropy));
    }

    @Override
    public Provenance provenance() {
        return result.provenance();
    }

    @Override
    public Selection select(Selection from, int row, int column) {
        return SiteName.selected(from.withToken(column), result.rows().get(row).site());
    }

    /// The row that was read at the selected site, else the output of the selected block.
    @Override
    public Mark mark(Selection selection) {
        OptionalInt exact = firstRow(row -> row.site().equals(selection.site()));
        OptionalInt row = exact.isPresent() || selection.layer().isEmpty()
                ? exact
                : firstRow(each -> each.layer() == selection.layer().getAsInt() + 1);
        return new Mark(row, TokenLabels.within(result.tokens(), selection.token()));
    }

    private OptionalInt firstRow(Predicate<Row> wanted) {
        return IntStream.range(0, result.rows().size()).filter(index -> wanted.test(result.rows().get(index)))
                .findFirst();
    }

    private List<String> cellTexts() {
        return result.rows().stream().flatMap(row -> row.cells().stream())
                .map(LensPicture::text).toList();
    }

    /// Where probabilities are not numbers, no token is the most likely.
    private static String text(Cell cell) {
        Prediction first = cell.top().getFirst();
        return Float.isNaN(first.probability()) ? "" : VisibleText.of(first.token());
    }

    private static String label(Row row) {
        return row.layer() == 0 ? "in 0" : "out " + (row.layer() - 1);
    }
}
