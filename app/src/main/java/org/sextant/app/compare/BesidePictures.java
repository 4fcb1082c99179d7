package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.chart.Numbers;
import org.sextant.app.features.FeaturesPicture;
import org.sextant.app.state.Selection;
import org.sextant.runtime.session.Provenance;

/// The same picture of both sides.
///
/// @param of what is compared
/// @param difference the second less the first, where that is a picture too
/// @param notes what is worth knowing of both
/// @param ofPrompt whether they are about the prompt that ran
record BesidePictures(ComparedSides of, BesidePicture a, BesidePicture b, Optional<Difference> difference,
        List<String> notes, boolean ofPrompt) {
    /// The second less the first: what tuning, or steering, adds.
    ///
    /// @param heatmap on a signed scale
    /// @param table its numbers, with those of both
    record Difference(Heatmap heatmap, DataTable table) {
        private static final String WORDS = "B − A";

        private static Difference of(BesidePicture a, BesidePicture b, DataTable table) {
            Heatmap map = a.heatmap();
            return new Difference(new Heatmap(map.title() + ", " + WORDS, map.rowAxis(), map.columnAxis(),
                    map.valueLabel() + ", " + WORDS, map.rowLabels(), map.columnLabels(),
                    new SubtractedCells(map.cells(), b.heatmap().cells()), true, List.of()),
                    table);
        }
    }

    /// Both, where the one less the other means nothing.
    static BesidePictures apart(BesidePicture a, BesidePicture b, ComparedSides of) {
        return new BesidePictures(of, a.of(of.nameA()), b.of(of.nameB()), Optional.empty(), List.of(), true);
    }

    /// Both, and their difference where a cell of the one stands for the same place in the other.
    ///
    /// @param number name in a table of what the cells show
    static BesidePictures subtracted(BesidePicture a, BesidePicture b, String number, ComparedSides of) {
        return subtracted(a, b, SubtractedCells.table(a, b, number), of);
    }

    /// Features of both, and their difference where they are of the same SAE and of the same tokens. What is selected
    /// belongs to the first model: a feature of the second one is selected where its SAE fits the first too, else its token
    /// alone.
    static BesidePictures ofFeatures(FeaturesPicture.Pair pair, ComparedSides of) {
        BesidePicture second = BesidePicture.of(pair.b());
        boolean known = pair.b().sae().card().misfit(of.a().card()).isEmpty();
        return subtracted(BesidePicture.of(pair.a()), known ? second : second.byToken(), pair.difference(), of);
    }

    private static BesidePictures subtracted(BesidePicture a, BesidePicture b, DataTable difference,
            ComparedSides of) {
        BesidePictures both = apart(a, b, of);
        return both.alike() ? both.with(Optional.of(Difference.of(a, b, difference))) : both;
    }

    private BesidePictures with(Optional<Difference> other) {
        return new BesidePictures(of, a, b, other, notes, ofPrompt);
    }

    /// The same without what the one is less the other.
    BesidePictures withoutDifference() {
        return with(Optional.empty());
    }

    /// The same with what is to be known where parts of two models are held against each other by their numbers.
    ///
    /// @param parts such as `heads`
    BesidePictures numbering(String parts) {
        return of.oneModel()
                ? this
                : noting(List.of(parts + " of one number have to do with each other only where one model was trained"
                        + " from the other"));
    }

    /// The same with what is worth knowing.
    BesidePictures noting(List<String> words) {
        return new BesidePictures(of, a, b, difference, words, ofPrompt);
    }

    /// The same, about the prompt that ran or about others.
    BesidePictures about(boolean prompt) {
        return new BesidePictures(of, a, b, difference, notes, prompt);
    }

    /// Whether a cell of the one stands for the same place as that cell of the other.
    boolean alike() {
        return a.rows().same(b.rows()) && a.columns().same(b.columns());
    }

    /// Whether cells of the one can be found in the other, by token and by depth.
    boolean related() {
        return a.rows().relates(b.rows()) && a.columns().relates(b.columns());
    }

    /// What a person should know of the second: how its cells belong to those of the first; empty where they are the same.
    String apart() {
        return alike() ? "" : related() ? "found by token and depth" : "cursor and zoom are its own";
    }

    /// The cell of the other picture that stands for a cell.
    ///
    /// @param first whether it is a cell of the first
    Optional<Cell> counterpart(boolean first, Cell cell) {
        BesidePicture own = first ? a : b;
        BesidePicture other = first ? b : a;
        if (cell.row() >= own.rows().count() || cell.column() >= own.columns().count()) {
            return Optional.empty();
        }
        OptionalInt row = own.rows().counterpart(cell.row(), other.rows());
        OptionalInt column = own.columns().counterpart(cell.column(), other.columns());
        return row.isPresent() && column.isPresent()
                ? Optional.of(new Cell(row.getAsInt(), column.getAsInt()))
                : Optional.empty();
    }

    /// What clicking a cell selects. What is selected belongs to the first model: of the second its counterpart is, or
    /// what the second itself says where rows are others.
    ///
    /// @param first whether it is a cell of the first
    Optional<Selection> select(boolean first, Selection from, Cell cell) {
        if (first) {
            return Optional.of(a.selecting().select(from, cell.row(), cell.column()));
        }
        if (related()) {
            return counterpart(false, cell).map(there -> a.selecting().select(from, there.row(), there.column()));
        }
        return counterpart(b.columns(), cell.column(), a.columns())
                .map(column -> b.selecting().select(from, cell.row(), column));
    }

    /// Where the second shows a selection.
    Mark markOfSecond(Selection selection) {
        if (alike()) {
            return b.marking().apply(selection);
        }
        Mark own = related() ? a.marking().apply(selection) : b.marking().apply(selection);
        return new Mark(related() ? mapped(a.rows(), own.row(), b.rows()) : own.row(),
                mapped(a.columns(), own.column(), b.columns()));
    }

    private static OptionalInt mapped(BesideAxis from, OptionalInt place, BesideAxis to) {
        return place.stream().boxed().flatMap(each -> counterpart(from, each, to).stream())
                .mapToInt(Integer::intValue).findFirst();
    }

    private static Optional<Integer> counterpart(BesideAxis from, int place, BesideAxis to) {
        return place < from.count() ? from.counterpart(place, to).stream().boxed().findFirst() : Optional.empty();
    }

    /// What both say at what is selected; empty where it is no cell of theirs.
    Optional<String> words(Selection selection) {
        Heatmap.Cells cells = a.heatmap().cells();
        return a.marking().apply(selection).cell().filter(
                cell -> cell.row() < cells.rows() && cell.column() < cells.columns()
                        && cells.exists(cell.row(), cell.column()))
                .map(cell -> alike()
                        ? new SubtractedCells(cells, b.heatmap().cells()).words(cell.row(), cell.column())
                        : "A " + Numbers.words(cells.at(cell.row(), cell.column())) + counterpart(true, cell)
                                .map(there -> "   B "
                                        + Numbers.words(b.heatmap().cells().at(there.row(), there.column())))
                                .orElse(""));
    }

    /// The numbers of the difference; without one those of both under each other, with a first column `side`: `a` or `b`.
    DataTable table() {
        return difference.map(Difference::table).orElseGet(this::bothTables);
    }

    private DataTable bothTables() {
        DataTable first = a.table().behind("side", DataCell.of("a"));
        DataTable second = b.table().behind("side", DataCell.of("b"));
        return new DataTable(first.columns(), () -> Stream.concat(first.rows().get(), second.rows().get()));
    }

    Provenance provenance() {
        return JointProvenance.of(a.provenance(), b.provenance());
    }
}
