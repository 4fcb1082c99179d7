package org.sextant.runtime.compare;

/// How alike two representations of the same tokens are (METHODS.md 5.14), whatever the width of each.
public enum Similarity {
    /// `‖XᵀY‖² / (‖XᵀX‖ ‖YᵀY‖)` of centred columns, from 0 to 1. With few tokens for the width it is too high.
    CKA("cka", "linear CKA"),
    /// The same from unbiased estimates, around 0 where nothing is shared.
    CKA_DEBIASED("cka-debiased", "debiased CKA"),
    /// CKA of Gaussian kernels as wide as the median distance, of a sample of the tokens.
    CKA_RBF("cka-rbf", "RBF CKA"),
    /// Mean of all canonical correlations, from 0 to 1.
    CCA("cca", "mean canonical correlation"),
    /// Mean canonical correlation of the leading directions, which hold 99 % of the singular values.
    SVCCA("svcca", "SVCCA"),
    /// Canonical correlations weighed by how much of the narrower representation each accounts for.
    PWCCA("pwcca", "PWCCA"),
    /// Distance that is left after the best rotation, 0 for alike up to 1.
    PROCRUSTES("procrustes", "Procrustes distance");

    private final String id;
    private final String label;

    Similarity(String id, String label) {
        this.id = id;
        this.label = label;
    }

    /// As a person writes it.
    public String id() {
        return id;
    }

    /// As a person reads it.
    public String label() {
        return label;
    }

    /// Whether it needs the spectrum of every pair of layers, whose work grows with the third power of the width.
    public boolean spectral() {
        return this == CCA || this == SVCCA || this == PWCCA || this == PROCRUSTES;
    }
}
