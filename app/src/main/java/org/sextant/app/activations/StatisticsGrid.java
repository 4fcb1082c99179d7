package org.sextant.app.activations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

import org.sextant.app.chart.Numbers;
import org.sextant.runtime.session.Statistic;

/// The statistics of a vector; of a steered one also what they are unsteered, and the difference.
final class StatisticsGrid extends GridPane {
    private static final List<String> SIDES = List.of("now", "unsteered", "Δ");

    StatisticsGrid() {
        getStyleClass().add("statistics-grid");
    }

    void show(Inspection inspection) {
        getChildren().clear();
        List<String> heads = inspection.difference().isPresent() ? SIDES : List.of("");
        List<ColumnConstraints> columns = new ArrayList<>(List.of(new ColumnConstraints()));
        heads.forEach(_ -> columns.add(number()));
        getColumnConstraints().setAll(columns);
        int row = 0;
        if (heads.size() > 1) {
            add(row++, "", heads, "muted");
        }
        String width = Integer.toString(inspection.result().values().length());
        add(row++, "dimensions", List.of(width), "tabular");
        for (Statistic statistic : Statistic.values()) {
            add(row++, statistic.label(), values(inspection, statistic), "tabular");
        }
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
            add(label, index + 1, row);
        }
    }

    private static List<String> values(Inspection inspection, Statistic statistic) {
        Optional<VectorDifference> both = inspection.difference();
        String here = words(inspection.result().statistics(), statistic);
        return both.map(each -> List.of(here, words(each.unsteered().statistics(), statistic),
                signed(each.change(statistic)))).orElse(List.of(here));
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
