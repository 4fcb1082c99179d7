package org.sextant.runtime.model;

/// Where a block has its norms, and what its halves read.
public enum BlockForm {
    /// `x += attention(norm(x)); x += mlp(norm(x))`.
    SEQUENTIAL(true, false),
    /// `x += attention(norm(x)) + mlp(norm(x))`, both from the same x.
    PARALLEL(true, false),
    /// `x += norm(attention(x)); x += norm(mlp(x))`.
    NORMS_AFTER(false, true),
    /// `x += norm(attention(norm(x))); x += norm(mlp(norm(x)))`.
    NORMS_AROUND(true, true);

    private final boolean normsBefore;
    private final boolean normsAfter;

    BlockForm(boolean normsBefore, boolean normsAfter) {
        this.normsBefore = normsBefore;
        this.normsAfter = normsAfter;
    }

    /// Whether attention and feed-forward layer read a normed residual stream.
    public boolean normsBefore() {
        return normsBefore;
    }

    /// Whether what they write is normed before it is added.
    public boolean normsAfter() {
        return normsAfter;
    }
}
