package org.sextant.runtime.model;

/// Which positions get logits.
public enum Unembed {
    /// Every position: `[B, T, vocabulary]`.
    ALL,
    /// The last position: `[B, 1, vocabulary]`.
    LAST,
    /// None.
    NONE
}
