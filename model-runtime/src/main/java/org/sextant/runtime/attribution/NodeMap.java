package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.List;

/// Scores of one kind of node.
///
/// @param kind what is scored
/// @param layers rows, from the first; an SAE and the tokens have one
/// @param heads of each layer; 1 for what is no head
/// @param positions tokens of the run that is changed
/// @param values `[layer, head, position]`, row-major
@SuppressWarnings("ArrayRecordComponent") // read through its methods
public record NodeMap(NodeKind kind, int layers, int heads, int positions, float[] values) {
    public NodeMap {
        if (values.length != layers * heads * positions) {
            throw new IllegalArgumentException(values.length + " values do not fill a map of " + kind);
        }
    }

    static NodeMap empty(NodeKind kind, int layers, int heads, int positions) {
        return new NodeMap(kind, layers, heads, positions, new float[layers * heads * positions]);
    }

    NodeMap plus(NodeMap other) {
        float[] sums = values.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.values[i];
        }
        return new NodeMap(kind, layers, heads, positions, sums);
    }

    int at(int layer, int head, int position) {
        return (layer * heads + head) * positions + position;
    }

    public float value(int layer, int head, int position) {
        return values[at(layer, head, position)];
    }

    /// Every value.
    public List<Float> list() {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
