package org.sextant.runtime.steering;

import java.util.Optional;

/// One change at a place in a model while it runs.
public sealed interface Edit permits VectorEdit, FeatureEdit, HeadEdit, ZeroEdit {
    /// Name of the place, such as `blocks.3.hook_resid_post`.
    String site();

    Operation operation();

    Positions positions();

    /// The same change elsewhere in the text.
    Edit where(Positions elsewhere);

    /// Whether it leaves everything as it is.
    boolean isNeutral();

    /// In one line, for the provenance of a result.
    String summary();

    /// An addition at all positions.
    static VectorEdit add(String site, float[] vector, double coefficient) {
        return new VectorEdit(site, Operation.ADD, VectorEdit.list(vector), Optional.empty(), coefficient,
                Positions.ALL);
    }

    /// A direction removed at all positions.
    static VectorEdit ablate(String site, float[] vector) {
        return new VectorEdit(site, Operation.ABLATE, VectorEdit.list(vector), Optional.empty(), 1, Positions.ALL);
    }
}
