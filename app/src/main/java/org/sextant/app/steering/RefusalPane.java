package org.sextant.app.steering;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Numbers;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.RefusalDirection;
import org.sextant.runtime.session.RefusalDirection.Candidate;

/// What the direction of refusing was chosen from, and why the others were not.
final class RefusalPane extends VBox {
    private final Label summary = new Label();
    private final CopyTable<Candidate> candidates = new CopyTable<>("refusal-candidates",
            "Candidates for the refusal direction", List.of(
                    new Column<>("site", 76, true, one -> one.site().suffix().replace("hook_", ""),
                            one -> one.site().suffix(), one -> 0, false),
                    Column.count("layer", 44, Candidate::layer),
                    Column.count("token", 48, Candidate::position),
                    number("length", 60, Candidate::norm),
                    number("ablated", 66, Candidate::ablated),
                    number("induced", 66, Candidate::induced),
                    number("KL, nats", 80, Candidate::divergence),
                    Column.text("why discarded", 180, RefusalPane::verdict, RefusalPane::verdict)));

    RefusalPane(VectorsViewModel model) {
        getStyleClass().add("derived");
        summary.setId("refusal-summary");
        summary.setWrapText(true);
        summary.setMinHeight(USE_PREF_SIZE);
        VBox.setVgrow(candidates, Priority.ALWAYS);
        getChildren().setAll(summary, candidates);
        model.madeProperty().subscribe(made -> {
            if (made.orElse(null) instanceof MadeVector.Refusal(var _, RefusalDirection found)) {
                show(found);
            }
        });
    }

    private static Column<Candidate> number(String title, double width, ToDoubleFunction<Candidate> value) {
        return new Column<>(title, width, true, one -> Numbers.format(value.applyAsDouble(one)),
                one -> Double.toString(value.applyAsDouble(one)), one -> 0, false);
    }

    /// All candidates as data.
    static DataTable table(RefusalDirection found) {
        return new DataTable(
                List.of("site", "layer", "position", "norm", "ablated", "induced", "divergence", "discarded"),
                () -> found.candidates().stream().map(one -> List.of(DataCell.of(one.site().suffix()),
                        DataCell.of(one.layer()), DataCell.of(one.position()), DataCell.of(one.norm()),
                        DataCell.of(one.ablated()), DataCell.of(one.induced()), DataCell.of(one.divergence()),
                        DataCell.of(verdict(one)))));
    }

    private void show(RefusalDirection found) {
        String begins = found.refusals().stream().map(token -> VisibleText.of(token.text()))
                .collect(Collectors.joining(", "));
        String scores = "Refusal score of the positive prompts " + Numbers.format(found.harmful())
                + ", of the negative ones " + Numbers.format(found.harmless())
                + " (ln P − ln(1 − P) that the next token is one of " + begins + ").";
        summary.setText(found.chosen().map(one -> "Chosen: layer " + one.layer() + ", token " + one.position() + ". ")
                .orElse("Every candidate was discarded: try other sites, tokens or limits (⋯). ") + scores);
        candidates.getItems().setAll(found.candidates());
        candidates.getSelectionModel().clearSelection();
        found.chosen().ifPresent(one -> {
            candidates.getSelectionModel().select(one);
            candidates.scrollTo(one);
        });
    }

    /// Why it cannot be chosen; nothing where it can.
    private static String verdict(Candidate one) {
        return one.discarded().stream().sorted()
                .map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
