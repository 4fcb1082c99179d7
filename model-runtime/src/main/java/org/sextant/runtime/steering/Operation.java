package org.sextant.runtime.steering;

import java.util.Locale;

/// What an edit does to the value x at its place.
public enum Operation {
    /// `x + c v` (METHODS.md 4.1).
    ADD(true),
    /// `x + c v`, scaled back to the length of x (METHODS.md 4.3).
    ADD_NORMALISED(true),
    /// `x − c (x · v̂) v̂` with `v̂ = v / ‖v‖`: 1 removes the direction (METHODS.md 4.6).
    ABLATE(true),
    /// `x − (x · v̂) v̂ + (μ · v̂) v̂ + c v`, where μ is the mean of the negative class and v leads from there to the mean
    /// of the positive: 0 behaves like the one, 1 like the other (METHODS.md 4.7).
    AFFINE(true),
    /// One head's part times g.
    SCALE_HEAD(false),
    /// 0 in place of x.
    ZERO(false),
    /// `x + (c − f(x)) W_dec`: a feature of an SAE is held at c, and the SAE's error stays as it is (METHODS.md 4.8).
    CLAMP_FEATURE(false),
    /// `x + c W_dec` (METHODS.md 4.8).
    ADD_FEATURE(false),
    /// `x + (m − 1) f(x) W_dec`: a feature is m times what it is, where it is active (METHODS.md 4.8).
    SCALE_FEATURE(false);

    private final boolean takesVector;

    Operation(boolean takesVector) {
        this.takesVector = takesVector;
    }

    /// The name in a plan: `add_normalised`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it works with a vector of the width of the residual stream.
    public boolean takesVector() {
        return takesVector;
    }
}
