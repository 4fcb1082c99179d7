package org.sextant.app.activations;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;

/// How one layer's heads attend: for each query token the weight of each key token at or before it.
///
/// @param tokens the prompt
/// @param layer the block
/// @param pattern `[1, head, query, key]`
/// @param head the head that stands large
/// @param provenance how to get it again
public record AttentionPicture(List<Token> tokens, int layer, TensorValue pattern, int head, Provenance provenance)
        implements
            Picture {
    static final String EVERY_PATTERN = "blocks.*.attn.hook_pattern";

    public AttentionPicture {
        tokens = List.copyOf(tokens);
        if (pattern.rank() != 4 || head < 0 || head >= pattern.size(1)) {
            throw new IllegalArgumentException("no head " + head + " in " + pattern);
        }
    }

    /// The patterns of one layer from a run that captured them.
    public static AttentionPicture of(RunResult run, int layer, int head) {
        TensorValue pattern = run.sites().get(patternSite(layer));
        if (pattern == null) {
            throw new IllegalArgumentException("the run did not capture " + patternSite(layer));
        }
        return new AttentionPicture(run.tokens(), layer, pattern, head, run.provenance());
    }

    /// The site of a layer's patterns.
    public static String patternSite(int layer) {
        return "blocks." + layer + ".attn.hook_pattern";
    }

    public int heads() {
        return pattern.size(1);
    }

    /// The same layer with another head large.
    public AttentionPicture withHead(int other) {
        return new AttentionPicture(tokens, layer, pattern, other, provenance);
    }

    /// The large head: queries down, keys across; keys after their query, which a causal model cannot look at, are blank
    /// rather than missing.
    @Override
    public Heatmap heatmap() {
        List<String> labels = TokenLabels.of(tokens);
        return new Heatmap("attention of layer " + layer + ", head " + head, "query", "key",
                "attention weight", labels, labels,
                new MatrixCells(tokens.size(), tokens.size(), (query, key) -> weight(head, query, key),
                        (query, key) -> key <= query),
                false,
                List.of());
    }

    /// The weight of a key for a query; NaN for keys after the query.
    public float weight(int which, int query, int key) {
        return key > query ? Float.NaN : pattern.at(0, which, query, key);
    }

    /// `layer,head,query_position,query_token,key_position,key_token,weight` of every head, keys up to their query.
    @Override
    public DataTable table() {
        return new DataTable(
                List.of("layer", "head", "query_position", "query_token", "key_position", "key_token", "weight"),
                () -> IntStream.range(0, heads()).boxed().flatMap(this::tableRows));
    }

    private Stream<List<DataCell>> tableRows(int which) {
        return tokens.stream().flatMap(query -> tokens.stream().limit(query.position() + 1L)
                .map(key -> List.of(DataCell.of(layer), DataCell.of(which), DataCell.of(query.position()),
                        DataCell.of(query.text()), DataCell.of(key.position()), DataCell.of(key.text()),
                        DataCell.of(weight(which, query.position(), key.position())))));
    }

    /// The query token, this layer and head; the site is what the head adds to the residual stream there.
    @Override
    public Selection select(Selection from, int row, int column) {
        return new Selection(OptionalInt.of(row), OptionalInt.of(layer), OptionalInt.of(head), OptionalInt.empty(),
                "blocks." + layer + ".attn.hook_result");
    }

    /// The row of the selected token as query.
    @Override
    public Mark mark(Selection selection) {
        return new Mark(TokenLabels.within(tokens, selection.token()), OptionalInt.empty());
    }
}
