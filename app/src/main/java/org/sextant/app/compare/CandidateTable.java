package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.sextant.app.chart.Numbers;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.PositionDifference.Candidate;
import org.sextant.runtime.session.PositionDifference.Chance;

/// The table of what both sides expect next: the candidates of both, with what each side makes of them.
final class CandidateTable {
    private CandidateTable() {}

    /// Every figure of both sides.
    ///
    /// @param name id of the node
    static CopyTable<Candidate> whole(String name) {
        var table = new CopyTable<Candidate>(name, "Next tokens of both sides",
                List.of(token(78), probability("p A", 76,
                        Candidate::a), probability("p B", 76, Candidate::b), change(), rank("# A", Candidate::a),
                        rank("# B", Candidate::b), logit("logit A", Candidate::a), logit("logit B", Candidate::b)));
        table.keepWidths();
        table.explain(List.of("Candidate for the next token", "Probability on side A", "Probability on side B",
                "Probability on side B − side A", "Rank on side A, 0 for the most likely", "Rank on side B",
                "Raw logit on side A", "Raw logit on side B"));
        return table;
    }

    /// Probabilities alone, where there is little room.
    static CopyTable<Candidate> brief(String name) {
        return new CopyTable<>(name, "Next tokens of both sides",
                List.of(token(64), probability("p A", 80, Candidate::a),
                        probability("p B", 80, Candidate::b)));
    }

    private static Column<Candidate> token(double width) {
        return Column.text("next", width, row -> VisibleText.of(row.token()), Candidate::token);
    }

    private static Column<Candidate> probability(String title, double width,
            Function<Candidate, Optional<Chance>> side) {
        return new Column<>(title, width, true, row -> side.apply(row).map(each -> Numbers.format(each.probability()))
                .orElse("–"), row -> side.apply(row).map(each -> Float.toString(each.probability())).orElse(""),
                row -> side.apply(row).map(Chance::probability).orElse(0f), false);
    }

    private static Column<Candidate> change() {
        return new Column<>("Δ p", 90, true, row -> difference(row).map(each -> (each > 0 ? "+" : "")
                + Numbers.format(each)).orElse("–"), row -> difference(row).map(String::valueOf).orElse(""), _ -> 0,
                false);
    }

    private static Optional<Float> difference(Candidate row) {
        return row.a().flatMap(a -> row.b().map(b -> b.probability() - a.probability()));
    }

    private static Column<Candidate> rank(String title, Function<Candidate, Optional<Chance>> side) {
        Function<Candidate, String> text = row -> side.apply(row).map(each -> Integer.toString(each.rank()))
                .orElse("–");
        return new Column<>(title, 50, true, text, text, _ -> 0, false);
    }

    private static Column<Candidate> logit(String title, Function<Candidate, Optional<Chance>> side) {
        return new Column<>(title, 57, true, row -> side.apply(row).map(each -> Numbers.format(each.logit()))
                .orElse("–"), row -> side.apply(row).map(each -> Float.toString(each.logit())).orElse(""), _ -> 0,
                false);
    }
}
