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
import org.sextant.runtime.session.NodeScores;

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

    /// How many pairs were asked about.
    int pairs() {
        return result.pairs().size();
    }

    /// The token at a position of the mean; empty where the pairs differ, and for all positions together.
    String token(int position) {
        return position >= 0 && position < result.tokens().size() ? result.tokens().get(position) : "";
    }

    /// What scores are divided by: 1, or the whole effect where it is not near zero.
    double divisor(boolean normalised) {
        return normalised ? result.normaliser().orElse(1) : 1;
    }

    /// Mean score of a node over the pairs; empty where it is not listed.
    OptionalDouble score(PatchCell cell) {
        for (NodeScores map : result.nodes()) {
            if (map.kind() == cell.kind()) {
                int layer = map.layers() == 1 ? 0 : cell.layer();
                int head = Math.max(cell.index(), 0);
                boolean inside = layer < map.layers() && head < map.heads() && cell.position() < map.positions();
                return !inside
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(cell.position() == PatchCell.EVERYWHERE
                                ? everywhere(map, layer, head)
                                : map.value(layer, head, cell.position()));
            }
        }
        return result.strongest().stream().filter(node -> node.cell().equals(cell)).mapToDouble(ScoredNode::score)
                .findFirst();
    }

    /// The mean over the pairs of what a node of the mean map scores at all positions together. Where prompts have one
    /// length, that is the sum of the means.
    double everywhere(NodeScores mean, int layer, int head) {
        int kind = result.nodes().indexOf(mean);
        boolean oneLength = result.pairs().stream()
                .allMatch(pair -> pair.nodes().get(kind).positions() == mean.positions());
        return oneLength
                ? mean.sum(layer, head)
                : result.pairs().stream().mapToDouble(pair -> pair.nodes().get(kind).sum(layer, head)).average()
                        .orElse(0);
    }

    /// The nodes as they are shown, the strongest first: heads over all positions, others each by itself.
    List<ScoredNode> strongest(int count) {
        return Stream.concat(result.nodes().stream().flatMap(this::cells), result.strongest().stream())
                .sorted(ScoredNode.STRONGEST).limit(count).toList();
    }

    private Stream<ScoredNode> cells(NodeScores map) {
        boolean whole = map.kind() == NodeKind.HEAD;
        int first = map.kind() == NodeKind.FEATURE_ERROR ? saeLayer() : 0;
        return IntStream.range(0, map.layers()).boxed().flatMap(layer -> whole
                ? IntStream.range(0, map.heads()).mapToObj(head -> new ScoredNode(
                        new PatchCell(map.kind(), layer, head, PatchCell.EVERYWHERE), everywhere(map, layer, head)))
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
        return NodeWords.of(cell, token(cell.position()));
    }
}
