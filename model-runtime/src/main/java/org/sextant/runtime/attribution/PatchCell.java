package org.sextant.runtime.attribution;

import java.util.Comparator;

/// One node, or all of a node's positions together.
///
/// @param kind what it is
/// @param layer its block
/// @param index head, neuron or feature; −1 for other kinds
/// @param position of the run that is changed; [#EVERYWHERE] for all together
public record PatchCell(NodeKind kind, int layer, int index, int position) implements Comparable<PatchCell> {
    /// All positions together.
    public static final int EVERYWHERE = -1;

    private static final Comparator<PatchCell> ORDER = Comparator.comparing(PatchCell::kind)
            .thenComparingInt(PatchCell::layer).thenComparingInt(PatchCell::index)
            .thenComparingInt(PatchCell::position);

    /// A cell of a kind that has no index.
    public static PatchCell of(NodeKind kind, int layer, int position) {
        return new PatchCell(kind, layer, -1, position);
    }

    /// The same node some positions further; all positions together stay so.
    public PatchCell movedBy(int positions) {
        return position == EVERYWHERE ? this : new PatchCell(kind, layer, index, position + positions);
    }

    @Override
    public int compareTo(PatchCell other) {
        return ORDER.compare(this, other);
    }
}
