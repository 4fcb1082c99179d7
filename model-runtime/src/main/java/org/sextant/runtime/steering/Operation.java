package org.sextant.runtime.steering;

import java.util.Locale;

/// What an edit does to the residual stream x with its vector v and its coefficient c; v̂ is `v / ‖v‖`.
public enum Operation {
    /// `x + c v` (METHODS.md 4.1).
    ADD,
    /// `x + c v`, scaled back to the length of x (METHODS.md 4.3).
    ADD_NORMALISED,
    /// `x − c (x · v̂) v̂`: 1 removes the direction (METHODS.md 4.6).
    ABLATE,
    /// `x − (x · v̂) v̂ + (μ · v̂) v̂ + c v`, where μ is the mean of the negative class and v leads from there to the mean
    /// of the positive: 0 behaves like the one, 1 like the other (METHODS.md 4.7).
    AFFINE;

    /// The name in a plan: `add_normalised`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
