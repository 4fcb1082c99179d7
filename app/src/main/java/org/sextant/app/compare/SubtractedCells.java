package org.sextant.app.compare;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Numbers;

/// The cells of a picture of B less those of the same picture of A.
///
/// @param a of the first model
/// @param b of the second model; of the same size
record SubtractedCells(Heatmap.Cells a, Heatmap.Cells b) implements Heatmap.Cells {
    /// A row a cell: where it is, `number_a`, `number_b` and `difference`, which is B − A.
    ///
    /// @param number what the cells show
    static DataTable table(BesidePicture a, BesidePicture b, String number) {
        var cells = new SubtractedCells(a.heatmap().cells(), b.heatmap().cells());
        List<String> names = Stream.of(a.rows().names(), a.columns().names(),
                List.of(number + "_a", number + "_b", "difference")).flatMap(List::stream).toList();
        return new DataTable(names,
                () -> IntStream.range(0, cells.rows()).boxed().flatMap(row -> IntStream.range(0, cells.columns())
                        .filter(column -> cells.exists(row, column))
                        .mapToObj(column -> Stream.of(a.rows().cells(row), a.columns().cells(column), List.of(
                                DataCell.of(cells.a().at(row, column)), DataCell.of(cells.b().at(row, column)),
                                DataCell.of(cells.at(row, column)))).flatMap(List::stream).toList())));
    }

    @Override
    public int rows() {
        return a.rows();
    }

    @Override
    public int columns() {
        return a.columns();
    }

    @Override
    public float at(int row, int column) {
        return b.at(row, column) - a.at(row, column);
    }

    @Override
    public boolean exists(int row, int column) {
        return a.exists(row, column) && b.exists(row, column);
    }

    @Override
    public String readout(int row, int column) {
        float difference = at(row, column);
        return "B − A " + (difference > 0 ? "+" : "") + Numbers.words(difference);
    }

    /// What both are, and the difference.
    String words(int row, int column) {
        return "A " + Numbers.words(a.at(row, column)) + "   B " + Numbers.words(b.at(row, column)) + "   "
                + readout(row, column);
    }
}
