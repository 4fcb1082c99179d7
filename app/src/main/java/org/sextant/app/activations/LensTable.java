package org.sextant.app.activations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

import org.sextant.app.chart.Numbers;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Prediction;

/// What a vector would predict, or why there is nothing; of a steered one beside what it would predict unsteered.
/// Two sides are seen, as in [DimensionTable].
final class LensTable extends StackPane {
    private static final String PURPOSE = "Logit lens: next token from here";
    private static final String NO_LENS = "Only vectors as wide as the residual stream have one.";
    private static final String NO_NUMBERS = "These values are not numbers: nothing is predicted.";

    private static final double SIDE = 94;

    /// A candidate of either side; a side that does not name it among its own has no probability for it.
    private record Candidate(String token, Optional<Float> now, Optional<Float> unsteered) {
        Optional<Float> difference() {
            return now.flatMap(after -> unsteered.map(before -> after - before));
        }
    }

    private final CopyTable<Prediction> plain = new CopyTable<>("inspector-lens", PURPOSE,
            List.of(Column.count("#", 30, Prediction::rank),
                    Column.text("token", 76, row -> VisibleText.of(row.token()), Prediction::token),
                    Column.share("prob.", 92, Prediction::probability),
                    Column.number("logit", 68, Prediction::logit)));
    private final CopyTable<Candidate> compared = new CopyTable<>("compared-lens", PURPOSE + ", now and unsteered",
            List.of(Column.text("token", 60, row -> VisibleText.of(row.token()), Candidate::token),
                    number("now", SIDE, "", Candidate::now), number("unsteered", SIDE, "", Candidate::unsteered),
                    number("difference", SIDE, "+", Candidate::difference)));
    private final Label nothing = new Label(NO_LENS);

    LensTable() {
        nothing.getStyleClass().add("muted");
        nothing.setWrapText(true);
        getChildren().setAll(plain, compared, nothing);
    }

    private static Column<Candidate> number(String title, double width, String plus,
            Function<Candidate, Optional<Float>> value) {
        return new Column<>(title, width, true,
                row -> value.apply(row).map(each -> (each > 0 ? plus : "") + Numbers.format(each)).orElse("–"),
                row -> value.apply(row).map(each -> Float.toString(each)).orElse(""), _ -> 0, false);
    }

    void show(Inspection inspection) {
        List<Prediction> now = inspection.result().lens();
        boolean numbers = now.stream().noneMatch(each -> Float.isNaN(each.probability()));
        boolean has = !now.isEmpty() && numbers;
        boolean both = has && inspection.difference().isPresent();
        nothing.setText(numbers ? NO_LENS : NO_NUMBERS);
        nothing.setVisible(!has);
        plain.setVisible(has && !both);
        compared.setVisible(both);
        getChildren().forEach(node -> node.setManaged(node.isVisible()));
        DimensionTable.showSides(compared, inspection);
        plain.show(now);
        compared.show(inspection.difference().map(LensTable::candidates).orElse(List.of()));
    }

    /// The table that is seen; empty where there is nothing to see.
    Optional<CopyTable<?>> shown() {
        return Stream.<CopyTable<?>>of(plain, compared).filter(CopyTable::isVisible).findFirst();
    }

    /// Those of now first.
    private static List<Candidate> candidates(VectorDifference vector) {
        Map<Integer, Candidate> all = new LinkedHashMap<>();
        vector.now().lens().forEach(each -> all.put(each.id(),
                new Candidate(each.token(), Optional.of(each.probability()), Optional.empty())));
        vector.unsteered().lens().forEach(each -> all.merge(each.id(),
                new Candidate(each.token(), Optional.empty(), Optional.of(each.probability())),
                (after, before) -> new Candidate(after.token(), after.now(), before.unsteered())));
        return List.copyOf(all.values());
    }
}
