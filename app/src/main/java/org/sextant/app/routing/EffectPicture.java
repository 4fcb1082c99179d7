package org.sextant.app.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.IntervalFigure;
import org.sextant.app.chart.IntervalFigure.Bar;
import org.sextant.app.chart.Numbers;
import org.sextant.runtime.session.Estimate;
import org.sextant.runtime.session.PlanEffectResult;
import org.sextant.runtime.session.PlanEffectResult.ArmEffect;
import org.sextant.runtime.session.PlanEffectResult.Figure;
import org.sextant.runtime.session.Provenance;

/// What plans do, as a table and as a picture of intervals; view and command share it.
///
/// @param result of one group of requests at the most
public record EffectPicture(PlanEffectResult result) {
    private static final List<String> COLUMNS = List.of("arm", "measure", "value", "low", "high", "change",
            "change_low",
            "change_high", "count");

    /// What was measured.
    public List<EffectMeasure> measures() {
        return Arrays.stream(EffectMeasure.values())
                .filter(measure -> measure.of(result.arms().getFirst()).isPresent()).toList();
    }

    /// A row for each plan and measure; the plan that all are compared with has no change.
    public DataTable table() {
        return table(measures());
    }

    private DataTable table(List<EffectMeasure> measures) {
        return new DataTable(COLUMNS, () -> result.arms().stream().flatMap(arm -> measures.stream()
                .flatMap(measure -> measure.of(arm).stream().map(figure -> row(arm, measure, figure)))));
    }

    private static List<DataCell> row(ArmEffect arm, EffectMeasure measure, Figure figure) {
        return Stream.of(Stream.of(DataCell.of(arm.name()), DataCell.of(measure.id())),
                ends(Optional.of(figure.value())), ends(figure.change()),
                Stream.of(DataCell.of(figure.value().count()))).flatMap(cells -> cells).toList();
    }

    private static Stream<DataCell> ends(Optional<Estimate> estimate) {
        return estimate.map(known -> Stream.of(DataCell.of(known.value()), DataCell.of(known.low()),
                DataCell.of(known.high())))
                .orElseGet(() -> Stream.of(new DataCell.Empty(), new DataCell.Empty(), new DataCell.Empty()));
    }

    /// A measure of every plan with its 95 % interval.
    ///
    /// @param measure one of [#measures]
    public IntervalFigure figure(EffectMeasure measure) {
        return new IntervalFigure(measure.title() + " by plan", measure.axis(),
                result.arms().stream().flatMap(arm -> measure.of(arm).stream().map(figure -> bar(arm, figure)))
                        .toList(),
                table(List.of(measure)));
    }

    private static Bar bar(ArmEffect arm, Figure figure) {
        Estimate value = figure.value();
        String change = figure.change().map(less -> "   change " + signed(less)).orElse("");
        return new Bar(arm.name(), value.value(), value.low(), value.high(),
                arm.name() + "   " + Numbers.format(value.value()) + interval(value) + change);
    }

    private static String signed(Estimate change) {
        return (change.value() > 0 ? "+" : "") + Numbers.format(change.value()) + interval(change);
    }

    private static String interval(Estimate of) {
        return Double.isNaN(of.low()) ? "" : " (" + Numbers.format(of.low()) + " … " + Numbers.format(of.high()) + ")";
    }

    public Provenance provenance() {
        return result.provenance();
    }
}
