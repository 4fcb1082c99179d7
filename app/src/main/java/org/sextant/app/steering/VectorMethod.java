package org.sextant.app.steering;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.sextant.runtime.steering.DerivationMethod;

/// The ways to make a vector from two lists of prompts.
enum VectorMethod {
    MEAN_DIFFERENCE("Mean difference", "mean diff", "mean of the first list less mean of the second (CAA)",
            Optional.of(DerivationMethod.MEAN_DIFFERENCE)),
    ACT_ADD("ActAdd", "ActAdd", "one prompt less another", Optional.of(DerivationMethod.ACT_ADD)),
    PCA_CENTER("PCA centred", "PCA", "what all pairs have in common", Optional.of(DerivationMethod.PCA_CENTER)),
    PCA_DIFF("PCA difference", "PCA diff", "along which the pairs' differences vary",
            Optional.of(DerivationMethod.PCA_DIFF)),
    PROBE("Linear probe", "probe", "weight of a classifier of the two lists", Optional.of(DerivationMethod.PROBE)),
    REFUSAL("Refusal direction", "refusal", "every layer and token is tried by taking it away and adding it",
            Optional.empty());

    private final String title;
    private final String label;
    private final String meaning;
    private final Optional<DerivationMethod> derivation;

    VectorMethod(String title, String label, String meaning, Optional<DerivationMethod> derivation) {
        this.title = title;
        this.label = label;
        this.meaning = meaning;
        this.derivation = derivation;
    }

    String title() {
        return title;
    }

    /// The title where there is little room.
    String label() {
        return label;
    }

    String meaning() {
        return meaning;
    }

    /// How one direction is made; empty for the direction of refusing, which is chosen among many.
    Optional<DerivationMethod> derivation() {
        return derivation;
    }

    static VectorMethod of(DerivationMethod method) {
        return Arrays.stream(values()).filter(each -> each.derivation.equals(Optional.of(method))).findFirst()
                .orElseThrow();
    }

    /// Others that can be made from as many prompts.
    List<DerivationMethod> compared(int positive, int negative) {
        return Arrays.stream(DerivationMethod.values())
                .filter(other -> this != ACT_ADD && other != DerivationMethod.ACT_ADD
                        && !derivation.equals(Optional.of(other)))
                .filter(other -> !other.paired() || (positive == negative && positive > 2)).toList();
    }
}
