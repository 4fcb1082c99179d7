package org.sextant.app.features;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.FeaturesResult.Active;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Token;

/// The strongest features of a prompt, token by token, as this view shows them and as two models show them beside each
/// other.
public final class FeaturesPicture {
    private final LabelledSae sae;
    private final PromptFeatures features;
    private final int[] rows;
    private final boolean signed;

    private FeaturesPicture(LabelledSae sae, PromptFeatures features, int[] rows, boolean signed) {
        this.sae = sae;
        this.features = features;
        this.rows = rows;
        this.signed = signed;
    }

    /// Two pictures with one kind of colours.
    ///
    /// @param a the first
    /// @param b the second
    public record Pair(FeaturesPicture a, FeaturesPicture b) {
        /// Of the same SAE both have the same rows: the strongest features of both together. Else each has its own.
        public static Pair of(LabelledSae saeA, FeaturesResult a, LabelledSae saeB, FeaturesResult b) {
            PromptFeatures first = PromptFeatures.of(saeA.card().folder(), a, a.provenance());
            PromptFeatures second = PromptFeatures.of(saeB.card().folder(), b, b.provenance());
            boolean same = saeA.place().equals(saeB.place());
            int[] rowsA = same
                    ? PromptFeatures.strongest(List.of(first, second), FeatureFigures.STRONGEST)
                    : FeatureFigures.rows(first);
            int[] rowsB = same ? rowsA : FeatureFigures.rows(second);
            boolean signed = FeatureFigures.signed(first, rowsA) || FeatureFigures.signed(second, rowsB);
            return new Pair(new FeaturesPicture(saeA, first, rowsA, signed),
                    new FeaturesPicture(saeB, second, rowsB, signed));
        }

        /// What the second is less the first, a row for each feature that is active in either, token by token, the
        /// strongest first: `position,token,feature,activation_a,activation_b,difference`. Both are about the same tokens and
        /// of the same SAE.
        public DataTable difference() {
            return new DataTable(
                    List.of("position", "token", "feature", "activation_a", "activation_b", "difference"),
                    () -> IntStream.range(0, a.tokens().size()).boxed().flatMap(this::differences));
        }

        private Stream<List<DataCell>> differences(int position) {
            return Stream.of(a, b).flatMap(each -> each.features.active(position)).map(Active::feature).distinct()
                    .map(feature -> new Both(a.features.at(feature, position), b.features.at(feature, position)))
                    .sorted(Comparator.comparing(Both::largest, Comparator.reverseOrder())
                            .thenComparingInt(Both::feature))
                    .map(both -> both.row(a.tokens().get(position)));
        }
    }

    /// A feature at one token of both.
    private record Both(Active a, Active b) {
        int feature() {
            return a.feature();
        }

        float largest() {
            return Math.max(Math.abs(a.activation()), Math.abs(b.activation()));
        }

        List<DataCell> row(Token token) {
            return List.of(DataCell.of(a.position()), DataCell.of(token.text()), DataCell.of(feature()),
                    DataCell.of(a.activation()), DataCell.of(b.activation()),
                    DataCell.of(b.activation() - a.activation()));
        }
    }

    /// Whose features these are.
    public LabelledSae sae() {
        return sae;
    }

    public Heatmap heatmap() {
        return FeatureFigures.map(features, rows, sae.labels(), signed);
    }

    /// `position,token,feature,activation,share` of all features that are active, as the command writes them.
    public DataTable table() {
        return features.table();
    }

    public Provenance provenance() {
        return features.provenance();
    }

    public List<Token> tokens() {
        return features.tokens();
    }

    /// What clicking a cell selects: its token and its feature.
    public Selection select(Selection from, int row, int column) {
        return from.withToken(column).withFeature(sae.feature(rows[row]));
    }

    /// Where it shows a selection.
    public Mark mark(Selection selection) {
        OptionalInt row = selection.feature().filter(each -> each.sae().equals(sae.card().folder())).stream()
                .flatMapToInt(each -> IntStream.range(0, rows.length).filter(i -> rows[i] == each.number()))
                .findFirst();
        return new Mark(row, selection.token());
    }
}
