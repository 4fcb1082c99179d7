package org.sextant.app.routing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.runtime.session.Estimate;
import org.sextant.runtime.session.PlanEffectResult.ArmEffect;
import org.sextant.runtime.session.PlanEffectResult.Figure;

/// A plan a row, with all that was measured of it.
final class EffectTable {
    private final EffectViewModel model;
    private final CopyTable<ArmEffect> table;
    private boolean marking;

    EffectTable(EffectViewModel model) {
        this.model = model;
        table = new CopyTable<>("effect-plans", "Plans with what they do", List.of(
                Column.text("plan", 176, ArmEffect::name, ArmEffect::name),
                value("refused", EffectMeasure.REFUSED), change("change", EffectMeasure.REFUSED),
                value("refusal score", EffectMeasure.REFUSAL_SCORE), value("right", EffectMeasure.RIGHT),
                change("change", EffectMeasure.RIGHT), value("loss", EffectMeasure.LOSS),
                change("change", EffectMeasure.LOSS)));
        table.explain(List.of("Unsteered, and what it was changed by",
                "Share of requests that are refused, with Wilson's 95 % interval",
                "Change to the unsteered model, request by request, with its 95 % interval",
                "Mean of ln P − ln (1 − P), P being the probability that a refusal begins with the first token",
                "Share of questions answered right, with Wilson's 95 % interval",
                "Change to the unsteered model, question by question", "Nats a token on texts, with its 95 % interval",
                "Change to the unsteered model, text by text"));
        table.keepWidths();
        table.setMinHeight(0);
        table.getSelectionModel().selectedIndexProperty().subscribe(index -> {
            if (!marking && index.intValue() >= 0) {
                model.armProperty().set(index.intValue());
            }
        });
        model.shownProperty().subscribe(_ -> show());
        model.armProperty().subscribe(_ -> mark());
    }

    CopyTable<ArmEffect> table() {
        return table;
    }

    private static Column<ArmEffect> value(String title, EffectMeasure measure) {
        return column(title, arm -> measure.of(arm).map(Figure::value), "%.3f", "%.2f");
    }

    private static Column<ArmEffect> change(String title, EffectMeasure measure) {
        return column(title, arm -> measure.of(arm).flatMap(Figure::change), "%+.3f", "%+.2f");
    }

    private static Column<ArmEffect> column(String title, Function<ArmEffect, Optional<Estimate>> figure, String value,
            String end) {
        return new Column<>(title, 160, true,
                arm -> figure.apply(arm).map(known -> words(known, value, end)).orElse(""),
                arm -> figure.apply(arm).map(EffectTable::exact).orElse(""), _ -> 0, false);
    }

    private static String words(Estimate known, String value, String end) {
        String interval = Double.isNaN(known.low())
                ? ""
                : " (" + String.format(Locale.ROOT, end, known.low()) + ", "
                        + String.format(Locale.ROOT, end, known.high()) + ")";
        return String.format(Locale.ROOT, value, known.value()) + interval;
    }

    private static String exact(Estimate known) {
        return Stream.of(known.value(), known.low(), known.high()).map(String::valueOf)
                .reduce((one, other) -> one + " " + other).orElse("");
    }

    private void show() {
        marking = true;
        table.getItems()
                .setAll(model.shownProperty().get().map(now -> now.picture().result().arms()).orElse(List.of()));
        marking = false;
        mark();
    }

    private void mark() {
        marking = true;
        if (model.armProperty().get() < table.getItems().size()) {
            table.getSelectionModel().clearAndSelect(model.armProperty().get());
        }
        marking = false;
    }
}
