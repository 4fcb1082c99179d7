package org.sextant.runtime.session;

import java.util.Locale;

/// One number about a vector x, the last axis of a site (SITES.md).
public enum Statistic {
    /// √Σx².
    NORM,
    /// Σx / n.
    MEAN,
    /// max |x|.
    MAX,
    /// Share of entries with |x| < 0.01 · max |x|.
    SPARSITY,
    /// Excess kurtosis: m₄ / m₂² − 3 with population moments.
    KURTOSIS,
    /// Cosine with the same position at the layer before; missing (NaN) at the first.
    COSINE;

    /// `norm`, as the command line and the window write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether values have a sign that a colour scale should show around zero.
    public boolean signed() {
        return this == MEAN || this == KURTOSIS || this == COSINE;
    }
}
