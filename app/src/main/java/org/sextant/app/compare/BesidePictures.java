package org.sextant.app.compare;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Token;

/// The same picture of both sides.
record BesidePictures(BesidePicture a, BesidePicture b) {
    /// Whether a cell of the one stands for the same place as that cell of the other.
    boolean alike() {
        return a.heatmap().cells().rows() == b.heatmap().cells().rows()
                && a.heatmap().cells().columns() == b.heatmap().cells().columns() && sameTokens();
    }

    private boolean sameTokens() {
        return a.tokens().size() == b.tokens().size() && IntStream.range(0, a.tokens().size()).allMatch(
                position -> text(a.tokens(), position).equals(text(b.tokens(), position)));
    }

    private static String text(List<Token> tokens, int position) {
        return tokens.get(position).text();
    }

    /// The numbers of both under each other, with a first column `side`: `a` or `b`.
    DataTable table() {
        DataTable first = a.table().behind("side", DataCell.of("a"));
        DataTable second = b.table().behind("side", DataCell.of("b"));
        return new DataTable(first.columns(), () -> Stream.concat(first.rows().get(), second.rows().get()));
    }

    Provenance provenance() {
        return JointProvenance.of(a.provenance(), b.provenance());
    }
}
