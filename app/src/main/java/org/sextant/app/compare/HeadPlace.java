package org.sextant.app.compare;

import org.sextant.app.state.Selection;
import org.sextant.runtime.session.ModelCard;

/// Which head attention is shown of.
///
/// @param layer block, of `layers`
/// @param head of `heads`
record HeadPlace(int layer, int layers, int head, int heads) {
    static final HeadPlace NONE = new HeadPlace(0, 1, 0, 1);

    /// The selected one, as far as the first model has it; else the last block's first.
    static HeadPlace of(Selection selection, ModelCard card) {
        int last = card.layers() - 1;
        return new HeadPlace(Math.min(selection.layer().orElse(last), last), card.layers(),
                Math.min(selection.head().orElse(0), card.heads() - 1), card.heads());
    }
}
