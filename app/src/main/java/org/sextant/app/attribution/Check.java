package org.sextant.app.attribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsFigure.Axis;
import org.sextant.app.chart.PointsFigure.Point;
import org.sextant.app.chart.PointsFigure.Series;
import org.sextant.runtime.attribution.Agreement;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.model.RelevanceRules.Rule;

/// Estimates beside the truth, node by node.
///
/// @param of what was estimated
/// @param cells that were patched, the strongest first
/// @param gated whether the model has gated MLPs, which the half rule is about
record Check(Attributed of, List<CheckedCell> cells, boolean gated) {
    /// AtP is as good where its correlation is at most this much lower.
    private static final double AS_GOOD = 0.005;
    /// Below this, an estimate is not called right.
    private static final double GOOD = 0.98;
    private static final int FEWEST = 3;

    Check {
        cells = List.copyOf(cells);
    }

    Agreement agreement() {
        return agreement(cells, CheckedCell::estimate);
    }

    /// Of attribution patching on the same nodes, where it is known of all and is another method.
    Optional<Agreement> ofAtp() {
        boolean known = !cells.isEmpty() && cells.stream().allMatch(cell -> cell.atp().isPresent());
        return known && method() != AttributionMethod.ATP
                ? Optional.of(agreement(cells, cell -> cell.atp().getAsDouble()))
                : Optional.empty();
    }

    private static Agreement agreement(List<CheckedCell> cells, ToDoubleFunction<CheckedCell> estimate) {
        return Agreement.of(cells.stream().map(estimate::applyAsDouble).toList(),
                cells.stream().map(CheckedCell::truth).toList());
    }

    private AttributionMethod method() {
        return of.request().settings().method();
    }

    /// `RelP: Pearson 0.97, Spearman 0.95 on 96 cells. AtP agrees as well (0.98) and costs no more.`
    String verdict() {
        Agreement own = agreement();
        if (cells.size() < FEWEST || Double.isNaN(own.pearson())) {
            return cells.size() + (cells.size() == 1 ? " cell" : " cells") + " checked" + over()
                    + "; a correlation needs " + FEWEST + " that differ.";
        }
        String first = MethodWords.title(method()) + ": Pearson " + figure(own.pearson()) + ", Spearman "
                + figure(own.spearman()) + " on " + own.nodes() + " cells"
                + over() + ".";
        return first + ofAtp().map(atp -> " " + beside(own, atp)).orElse("") + (halved() ? " " + ofHalf() : "");
    }

    private String over() {
        return of.pairs() == 1 ? "" : " over " + of.pairs() + " pairs";
    }

    private static String beside(Agreement own, Agreement atp) {
        String how = atp.pearson() > own.pearson() + AS_GOOD
                ? "AtP agrees better"
                : atp.pearson() >= own.pearson() - AS_GOOD ? "AtP agrees as well" : "AtP agrees less";
        return how + " (" + figure(atp.pearson()) + ").";
    }

    /// Whether the half rule is what scales the estimates.
    boolean halved() {
        Set<Rule> rules = of.request().settings().rules().orElse(AttributionInputs.PUBLISHED);
        return gated && method() == AttributionMethod.RELP && rules.contains(Rule.HALF)
                && cells.size() >= FEWEST && agreement().pearson() < GOOD;
    }

    private static String ofHalf() {
        return "The half rule makes estimates smaller with every gated MLP on the way.";
    }

    /// Three digits where two would say 1.00.
    static String figure(double correlation) {
        return String.format(Locale.ROOT, Math.abs(correlation) >= GOOD ? "%.3f" : "%.2f", correlation);
    }

    /// Those that the estimate is furthest off, the worst first.
    List<CheckedCell> worst() {
        return cells.stream().sorted(Comparator.comparingDouble((CheckedCell cell) -> -Math.abs(cell.error())))
                .toList();
    }

    /// Estimate across, truth up, with the line where both are the same.
    PointsFigure figure() {
        List<Series> series = new ArrayList<>();
        double[] ends = Stream.concat(cells.stream().map(CheckedCell::estimate), cells.stream()
                .map(CheckedCell::truth)).mapToDouble(Double::doubleValue).sorted().toArray();
        if (ends.length > 0) {
            double low = Math.min(0, ends[0]);
            double high = Math.max(0, ends[ends.length - 1]);
            series.add(new Series("estimate = truth", SAME, true, true,
                    List.of(new Point(-1, low, low, "estimate = truth"),
                            new Point(-1, high, high, "estimate = truth"))));
        }
        series.add(new Series(MethodWords.title(method()), OWN, false, false, points(CheckedCell::estimate)));
        ofAtp().ifPresent(_ -> series.add(
                new Series("AtP", ATP, false, true, points(cell -> cell.atp().getAsDouble()))));
        String unit = " (" + MethodWords.unit(of.result().metric()) + ")";
        return new PointsFigure(MethodWords.title(method()) + " against patching, " + of.nodes().label() + over(),
                Axis.of("estimate" + unit).markedAt(0), Axis.of("patched" + unit).markedAt(0), series, table());
    }

    private static final int OWN = 0;
    private static final int ATP = 1;
    private static final int SAME = 7;

    private List<Point> points(ToDoubleFunction<CheckedCell> estimate) {
        return IntStream.range(0, cells.size()).mapToObj(at -> {
            CheckedCell cell = cells.get(at);
            double value = estimate.applyAsDouble(cell);
            return new Point(at, value, cell.truth(), of.words(cell.cell()) + " · estimate " + Numbers.format(value)
                    + " · patched " + Numbers.format(cell.truth()));
        }).toList();
    }

    /// `node,layer,index,position,token,estimate,patched,atp`.
    DataTable table() {
        return new DataTable(List.of("node", "layer", "index", "position", "token", "estimate", "patched", "atp"),
                () -> cells.stream().map(this::row));
    }

    private List<DataCell> row(CheckedCell cell) {
        int position = cell.cell().position();
        return List.of(DataCell.of(cell.cell().kind().id()), DataCell.of(cell.cell().layer()),
                cell.cell().index() < 0 ? new DataCell.Empty() : DataCell.of(cell.cell().index()),
                position < 0 ? new DataCell.Empty() : DataCell.of(position),
                position < 0 ? new DataCell.Empty() : DataCell.of(of.token(position)),
                DataCell.of((float) cell.estimate()), DataCell.of((float) cell.truth()),
                cell.atp().isPresent() ? DataCell.of((float) cell.atp().getAsDouble()) : new DataCell.Empty());
    }
}
