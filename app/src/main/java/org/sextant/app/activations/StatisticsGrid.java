package org.sextant.app.activations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

import org.sextant.app.chart.Numbers;
import org.sextant.runtime.session.Statistic;

/// The statistics of a vector. Of a steered one two columns stand side by side: now and unsteered, or unsteered and
/// the difference.
final class StatisticsGrid extends GridPane {

    StatisticsGrid() {
        getStyleClass().add("statistics-grid");
    }

    void show(Inspection inspection) {
        getChildren().clear();
        List<String> heads = heads(inspection);
        List<ColumnConstraints> columns = new ArrayList<>(List.of(new ColumnConstraints()));
        heads.forEach(_ -> columns.add(number()));
        getColumnConstraints().setAll(columns);
        String width = Integer.toString(inspection.result().values().length());
        add(0, "dimensions", List.of(width), "tabular");
        int row = 1;
        if (heads.size() > 1) {
            add(row++, "", heads, "muted");
        }
        for (Statistic statistic : Statistic.values()) {
            add(row++, statistic.label(), values(inspection, statistic), "tabular");
        }
    }

    private static List<String> heads(Inspection inspection) {
        return inspection.difference().isEmpty()
                ? List.of("")
                : inspection.isDifference() ? List.of("unsteered", "difference") : List.of("now", "unsteered");
    }

    private static ColumnConstraints number() {
        var column = new ColumnConstraints();
        column.setHalignment(HPos.RIGHT);
        column.setHgrow(Priority.ALWAYS);
        return column;
    }

    private void add(int row, String name, List<String> values, String style) {
        add(new Label(name), 0, row);
        for (int index = 0; index < values.size(); index++) {
            var label = new Label(values.get(index));
            label.getStyleClass().add(style);
            label.setMinWidth(USE_PREF_SIZE);
            add(label, index + 1, row);
        }
    }

    private static List<String> values(Inspection inspection, Statistic statistic) {
        String here = words(inspection.result().statistics(), statistic);
        return inspection.difference().map(both -> {
            String before = words(both.unsteered().statistics(), statistic);
            return inspection.isDifference()
                    ? List.of(before, signed(both.change(statistic)))
                    : List.of(here, before);
        }).orElse(List.of(here));
    }

    private static String signed(float change) {
        return Float.isNaN(change) ? "—" : (change > 0 ? "+" : "") + Numbers.format(change);
    }

    /// The first layer has no cosine; any other statistic exists and can only fail to be a number.
    private static String words(Map<Statistic, Float> values, Statistic statistic) {
        Float value = values.getOrDefault(statistic, Float.NaN);
        String missing = statistic == Statistic.COSINE ? "—" : "not a number";
        return value.isNaN() ? missing : Numbers.format(value);
    }
}
