package org.sextant.app.activations;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.app.state.SiteName;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;

/// The values of one site by token and dimension. Sites with heads show one head, or all of them side by side.
///
/// @param tokens the prompt
/// @param site name of the site
/// @param values `[1, position, width]` or `[1, position, heads, width]`
/// @param head the head to show; empty shows all, and is meant for sites without heads
/// @param provenance how to get it again
public record SitePicture(List<Token> tokens, String site, TensorValue values, OptionalInt head, Provenance provenance)
        implements
            Picture {
    public SitePicture {
        tokens = List.copyOf(tokens);
        if (values.rank() != 3 && values.rank() != 4) {
            throw new IllegalArgumentException(site + " is no vector a token: " + values);
        }
        if (values.rank() == 3) {
            head = OptionalInt.empty();
        }
    }

    /// One captured site of a run.
    public static SitePicture of(RunResult run, String site, OptionalInt head) {
        TensorValue values = run.sites().get(site);
        if (values == null) {
            throw new IllegalArgumentException("the run did not capture " + site);
        }
        return new SitePicture(run.tokens(), site, values, head, run.provenance());
    }

    /// Whether a site holds a value for each two tokens, as attention patterns do, and no vector a token.
    public static boolean relatesTokens(String site) {
        return SiteChoice.of(site).relatesTokens();
    }

    /// Heads of the site; 0 where it has none.
    public int heads() {
        return values.rank() == 4 ? values.size(2) : 0;
    }

    /// Entries of one vector; of one head where the site has heads.
    public int width() {
        return values.size(-1);
    }

    @Override
    public Heatmap heatmap() {
        String which = head.isPresent() ? site + ", head " + head.getAsInt() : site;
        return new Heatmap(which, TokenLabels.AXIS, allHeads() ? "head.dimension" : "dimension", "value",
                TokenLabels.of(tokens), IntStream.range(0, columns()).mapToObj(this::columnLabel).toList(),
                new MatrixCells(tokens.size(), columns(), this::value), true, List.of());
    }

    /// `site,position,token,dimension,value`, one row a cell; sites with heads have a last column `head`.
    @Override
    public DataTable table() {
        var names = new ArrayList<>(List.of("site", "position", "token", "dimension", "value"));
        if (heads() > 0) {
            names.add("head");
        }
        return new DataTable(names, () -> tokens.stream().flatMap(this::tableRows));
    }

    private Stream<List<DataCell>> tableRows(Token token) {
        return IntStream.range(0, columns()).mapToObj(column -> {
            var cells = new ArrayList<>(List.of(DataCell.of(site), DataCell.of(token.position()),
                    DataCell.of(token.text()), DataCell.of(column % width()),
                    DataCell.of(value(token.position(), column))));
            if (heads() > 0) {
                cells.add(DataCell.of(headOf(column)));
            }
            return cells;
        });
    }

    @Override
    public Selection select(Selection from, int row, int column) {
        Selection there = SiteName.selected(from.withToken(row), site).withDimension(column % width());
        return heads() > 0 ? there.withHead(headOf(column)) : there;
    }

    @Override
    public Mark mark(Selection selection) {
        return new Mark(TokenLabels.within(tokens, selection.token()), columnOf(selection));
    }

    private OptionalInt columnOf(Selection selection) {
        boolean sameHead = heads() == 0
                || (allHeads() ? selection.head().isPresent() : selection.head().equals(head));
        int dimension = selection.dimension().orElse(width());
        int column = allHeads() ? selection.head().orElse(0) * width() + dimension : dimension;
        return sameHead && dimension < width() && column < columns() ? OptionalInt.of(column) : OptionalInt.empty();
    }

    private boolean allHeads() {
        return heads() > 0 && head.isEmpty();
    }

    private int columns() {
        return allHeads() ? heads() * width() : width();
    }

    private int headOf(int column) {
        return head.orElse(column / width());
    }

    private String columnLabel(int column) {
        return allHeads() ? column / width() + "." + column % width() : Integer.toString(column);
    }

    private float value(int row, int column) {
        return heads() > 0
                ? values.at(0, row, headOf(column), column % width())
                : values.at(0, row, column);
    }
}
