package org.sextant.runtime.session;

import org.sextant.runtime.attribution.NodeKind;

/// Scores of one kind of node.
///
/// @param kind what is scored
/// @param values `[layer, position]`, of heads `[layer, head, position]`; tokens and an SAE have one layer
public record NodeScores(NodeKind kind, TensorValue values) {
    public int layers() {
        return values.size(0);
    }

    /// 1 for what is no head.
    public int heads() {
        return kind == NodeKind.HEAD ? values.size(1) : 1;
    }

    public int positions() {
        return values.size(-1);
    }

    /// @param head 0 for what is no head
    public float value(int layer, int head, int position) {
        return values.flat((layer * heads() + head) * positions() + position);
    }

    /// The sum over positions.
    public double sum(int layer, int head) {
        double sum = 0;
        for (int position = 0; position < positions(); position++) {
            sum += value(layer, head, position);
        }
        return sum;
    }
}
