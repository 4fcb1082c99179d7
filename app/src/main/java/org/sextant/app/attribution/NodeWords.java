package org.sextant.app.attribution;

import org.sextant.app.view.VisibleText;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;

/// Nodes in words.
final class NodeWords {
    private NodeWords() {}

    /// `layer 3 · head 2 · position 12 “·Tom”`.
    ///
    /// @param token at its position; empty where there is none or pairs differ
    static String of(PatchCell cell, String token) {
        String index = switch (cell.kind()) {
            case HEAD -> " · head " + cell.index();
            case NEURON -> " · neuron " + cell.index();
            case FEATURE -> " · feature " + cell.index();
            case FEATURE_ERROR -> " · SAE error";
            default -> "";
        };
        String layer = cell.kind() == NodeKind.TOKEN ? "" : "layer " + cell.layer();
        String place = layer + index;
        return place + (place.isEmpty() ? "" : " · ") + position(cell.position(), token);
    }

    /// `position 12 “·Tom”`.
    static String position(int position, String token) {
        if (position == PatchCell.EVERYWHERE) {
            return "all positions";
        }
        return "position " + position + (token.isEmpty() ? "" : " “" + VisibleText.of(token) + "”");
    }

    /// `3.2 @12`, for narrow columns.
    static String brief(PatchCell cell) {
        String index = cell.index() >= 0 ? "." + cell.index() : "";
        return "L" + cell.layer() + index + (cell.position() == PatchCell.EVERYWHERE ? "" : " @" + cell.position());
    }
}
