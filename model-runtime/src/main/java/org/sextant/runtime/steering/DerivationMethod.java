package org.sextant.runtime.steering;

import java.util.Locale;

/// How one direction is made from activations of two classes of prompts.
public enum DerivationMethod {
    /// Mean of the positive less mean of the negative (METHODS.md 4.1).
    MEAN_DIFFERENCE,
    /// One prompt less another of as many tokens (METHODS.md 4.2), at the one token that is read.
    ACT_ADD,
    /// First principal component of both members of each pair about the pair's middle (METHODS.md 4.3). It keeps what all
    /// pairs have in common.
    PCA_CENTER,
    /// First principal component of the differences of the pairs about their mean (METHODS.md 4.3). It loses what all
    /// pairs have in common, the difference of means.
    PCA_DIFF,
    /// Weight of a logistic regression that tells the classes apart (METHODS.md 4.4).
    PROBE;

    /// The name in arguments and files: `mean-difference`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether the first positive prompt belongs with the first negative one, the second with the second.
    public boolean paired() {
        return this == ACT_ADD || this == PCA_CENTER || this == PCA_DIFF;
    }

    /// Whether its directions have length 1, so that only a coefficient says how far to go.
    public boolean normalised() {
        return this == PCA_CENTER || this == PCA_DIFF || this == PROBE;
    }
}
