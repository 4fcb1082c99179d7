package org.sextant.runtime.model;

/// Which positions get logits.
///
/// @param last how many, counted from the end
public record Unembed(int last) {
    /// Every position: `[B, T, vocabulary]`.
    public static final Unembed ALL = new Unembed(Integer.MAX_VALUE);
    /// The last position: `[B, 1, vocabulary]`.
    public static final Unembed LAST = new Unembed(1);
    /// None.
    public static final Unembed NONE = new Unembed(0);
}
