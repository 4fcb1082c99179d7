package org.sextant.app.state;

import org.sextant.runtime.session.OpenModel;

/// What the open model is compared with.
public sealed interface Compared {
    /// Another open model, which the sliders do not act on.
    record Other(OpenModel model) implements Compared {}

    /// The open model itself: as it is, beside what the sliders make of it.
    record Steered() implements Compared {}
}
