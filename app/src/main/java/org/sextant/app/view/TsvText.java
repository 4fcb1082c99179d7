package org.sextant.app.view;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;

/// Tables as spreadsheets paste them.
public final class TsvText {
    private TsvText() {}

    /// A heatmap as a table: labels in the first row and column, values as they are, nothing where
    /// none can be.
    public static String of(Heatmap heatmap) {
        Heatmap.Cells cells = heatmap.cells();
        String header = heatmap.columnLabels().stream().map(TsvText::cell)
                .collect(Collectors.joining("\t", cell(heatmap.rowAxis()) + "\t", "\n"));
        return IntStream.range(0, cells.rows())
                .mapToObj(row -> IntStream.range(0, cells.columns())
                        .mapToObj(column -> cells.exists(row, column) ? Float.toString(cells.at(row, column)) : "")
                        .collect(Collectors.joining("\t", cell(heatmap.rowLabels().get(row)) + "\t", "\n")))
                .collect(Collectors.joining("", header, ""));
    }

    /// A table with its names in the first row.
    public static String of(DataTable table) {
        return Stream.concat(Stream.of(table.columns()), table.texts())
                .map(row -> row.stream().map(TsvText::cell).collect(Collectors.joining("\t", "", "\n")))
                .collect(Collectors.joining());
    }

    /// A text that stays in one cell: its tabs and line ends are shown as marks.
    public static String cell(String text) {
        boolean breaks = text.chars().anyMatch(Character::isISOControl);
        return breaks ? VisibleText.of(text) : text;
    }
}
