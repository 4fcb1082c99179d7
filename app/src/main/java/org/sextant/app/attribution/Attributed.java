package org.sextant.app.attribution;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributedPair;
import org.sextant.runtime.session.NodeScores;
import org.sextant.runtime.session.Token;

/// An answer with its question.
///
/// @param request what was asked
/// @param nodes how it is seen
/// @param result what the model gave
record Attributed(AttributeRequest request, ShownNodes nodes, AttributeResult result) {
    boolean ofTokens() {
        return request.settings().method().ofTokens();
    }

    /// Whether nodes have a map and not a list.
    boolean hasMap() {
        return ofTokens() || nodes.form() != ShownNodes.Form.TABLE;
    }

    boolean isGrid() {
        return !ofTokens() && nodes.form() == ShownNodes.Form.GRID;
    }

    /// Tokens of one pair's run that is changed.
    List<Token> tokens(int pair) {
        return result.pairs().get(pair).tokens(request.settings().direction());
    }

    /// What scores are divided by: 1, or the whole effect where it is not near zero.
    double divisor(boolean normalised) {
        return normalised ? result.normaliser().orElse(1) : 1;
    }

    /// Score of a node in one pair; empty where it is not listed.
    OptionalDouble score(int pair, PatchCell cell) {
        AttributedPair own = result.pairs().get(pair);
        return score(own.nodes(), own.strongest(), cell);
    }

    /// Mean score of a node over the pairs; empty where it is not listed.
    OptionalDouble score(PatchCell cell) {
        return score(result.nodes(), result.strongest(), cell);
    }

    private static OptionalDouble score(List<NodeScores> maps, List<ScoredNode> strongest, PatchCell cell) {
        for (NodeScores map : maps) {
            if (map.kind() == cell.kind()) {
                int layer = map.layers() == 1 ? 0 : cell.layer();
                int head = Math.max(cell.index(), 0);
                boolean inside = layer < map.layers() && head < map.heads() && cell.position() < map.positions();
                return !inside
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(cell.position() == PatchCell.EVERYWHERE
                                ? map.sum(layer, head)
                                : map.value(layer, head, cell.position()));
            }
        }
        return strongest.stream().filter(node -> node.cell().equals(cell)).mapToDouble(ScoredNode::score).findFirst();
    }

    /// The nodes of one pair as they are shown, the strongest first: heads over all positions, others each by itself.
    List<ScoredNode> strongest(int pair, int count) {
        AttributedPair own = result.pairs().get(pair);
        return Stream.concat(own.nodes().stream().flatMap(this::cells), own.strongest().stream())
                .sorted(ScoredNode.STRONGEST)
                .limit(count).toList();
    }

    private Stream<ScoredNode> cells(NodeScores map) {
        boolean whole = map.kind() == NodeKind.HEAD;
        int first = map.kind() == NodeKind.FEATURE_ERROR ? saeLayer() : 0;
        return IntStream.range(0, map.layers()).boxed().flatMap(layer -> whole
                ? IntStream.range(0, map.heads()).mapToObj(head -> new ScoredNode(
                        new PatchCell(map.kind(), layer, head, PatchCell.EVERYWHERE), map.sum(layer, head)))
                : IntStream.range(0, map.positions()).mapToObj(position -> new ScoredNode(
                        PatchCell.of(map.kind(), first + layer, position), map.value(layer, 0, position))));
    }

    /// An SAE has one row of errors, at the block of its features.
    private int saeLayer() {
        return result.strongest().stream().filter(node -> node.cell().kind() == NodeKind.FEATURE)
                .mapToInt(node -> node.cell().layer()).findFirst().orElse(0);
    }

    /// `layer 3 · head 2`, `layer 3 · position 12 “·Tom”`.
    String words(PatchCell cell) {
        return NodeWords.of(cell, tokens(0));
    }
}
