package org.sextant.app.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableRow;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.features.QualityViewModel.Chart;
import org.sextant.app.features.QualityViewModel.Measured;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.Segments;

/// How good SAEs are: their figures side by side, each with its formula, and a chart.
final class QualityPane extends SplitPane {
    private static final double TABLE = 0.46;
    private static final double ONE_COLUMN = 124;

    private final QualityViewModel model;
    private final VBox tables = new VBox();
    private final PointsPane points;
    private final Label caption = new Label();

    QualityPane(QualityViewModel model, Executor pixels) {
        this.model = model;
        points = new PointsPane("quality-chart", pixels, this::picked);
        points.setMinSize(120, 120);
        caption.getStyleClass().add("muted");
        caption.setId("quality-caption");
        caption.setWrapText(true);
        caption.setMinHeight(Region.USE_PREF_SIZE);
        VBox.setVgrow(points, Priority.ALWAYS);
        var charts = new Segments<>("chart-", Chart.class, model.chartProperty(), Chart::title, Chart::description);
        var right = new VBox(charts, points, caption);
        right.getStyleClass().add("prompt-pictures");
        right.setMinWidth(0);
        tables.setMinWidth(0);
        getItems().setAll(tables, right);
        setDividerPositions(TABLE);
        model.measuredProperty().subscribe(this::table);
        model.measuredProperty().subscribe(_ -> draw());
        model.shownProperty().subscribe(_ -> draw());
        model.chartProperty().subscribe(_ -> draw());
    }

    /// The chart that is shown.
    Optional<PointsFigure> figure() {
        return points.figureProperty().get();
    }

    private void picked(int place) {
        if (model.chartProperty().get() == Chart.PARETO) {
            model.show(place);
        } else {
            points.selectedProperty().set(OptionalInt.of(place));
        }
    }

    /// A column an SAE; another one when they change.
    private void table(List<Measured> all) {
        List<Column<MetricLine>> columns = new ArrayList<>();
        columns.add(Column.text("figure", 168, MetricLine::title, MetricLine::title));
        for (Measured each : all) {
            columns.add(new Column<>(each.name(), ONE_COLUMN, true, line -> text(line, each),
                    line -> Double.toString(line.of(each.metrics())), line -> 0, false));
        }
        var table = new CopyTable<>("quality-table", "Figures of the SAEs", columns);
        List<String> meanings = new ArrayList<>(List.of("Point at a figure for its formula"));
        all.forEach(each -> meanings.add(each.sae().toString()));
        table.explain(meanings);
        table.keepWidths();
        table.setRowFactory(_ -> row());
        table.getItems().setAll(Arrays.asList(MetricLine.values()));
        VBox.setVgrow(table, Priority.ALWAYS);
        tables.getChildren().setAll(table);
    }

    private static String text(MetricLine line, Measured measured) {
        double value = line.of(measured.metrics());
        return line == MetricLine.TOKENS ? String.format(Locale.ROOT, "%,d", (long) value) : Numbers.format(value);
    }

    private static TableRow<MetricLine> row() {
        var row = new TableRow<MetricLine>();
        row.itemProperty().subscribe(line -> {
            row.setTooltip(line == null ? null : new Tooltip(line.title() + "\n" + line.formula()));
            row.setAccessibleHelp(line == null ? null : line.formula());
        });
        return row;
    }

    private void draw() {
        List<Measured> all = model.measuredProperty().get();
        Optional<Measured> shown = model.shownProperty().get();
        Chart chart = model.chartProperty().get();
        points.selectedProperty().set(chart == Chart.PARETO && shown.isPresent()
                ? OptionalInt.of(all.indexOf(shown.get()))
                : OptionalInt.empty());
        shown.map(each -> switch (chart) {
            case ZF -> FeatureFigures.zf(each);
            case ERROR -> FeatureFigures.errorByPosition(each);
            case PARETO -> FeatureFigures.pareto(all);
        }).ifPresentOrElse(points::show, points::clear);
        caption.setText(shown.map(each -> caption(each, chart)).orElse(""));
    }

    private static String caption(Measured measured, Chart chart) {
        return switch (chart) {
            case ZF -> measured.name() + ": mean ε_LBO (h − 1) = " + Numbers.format(measured.metrics().epsilonLbo())
                    + ". On the middle line ‖f̃‖ = ‖z‖. Orange lines: c = 0.25, 0.5 and 1; above, c = 1 is without bound.";
            case ERROR -> measured.name() + ": the last tokens of " + measured.metrics().places().size() + " texts.";
            case PARETO -> "Better is up and to the left.";
        };
    }
}
