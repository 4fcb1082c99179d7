package org.sextant.app.steering;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.sextant.runtime.steering.DerivationMethod;

/// The ways to make a vector.
enum VectorMethod {
    MEAN_DIFFERENCE("Mean difference", "mean diff", "mean of the first list less mean of the second (CAA)",
            DerivationMethod.MEAN_DIFFERENCE),
    ACT_ADD("ActAdd", "ActAdd", "one prompt less another", DerivationMethod.ACT_ADD),
    PCA_CENTER("PCA centred", "PCA", "what all pairs have in common", DerivationMethod.PCA_CENTER),
    PCA_DIFF("PCA difference", "PCA diff", "along which the pairs' differences vary", DerivationMethod.PCA_DIFF),
    PROBE("Linear probe", "probe", "weight of a classifier of the two lists", DerivationMethod.PROBE),
    LEARNT("Learnt direction", "learnt", "by gradients: turns the word in which pairs part, keeps other texts",
            Source.LISTS),
    REFUSAL("Refusal direction", "refusal", "every layer and token is tried by taking it away and adding it",
            Source.LISTS),
    COMBINATION("Combination", "combination", "sums and projections of vectors that are there", Source.VECTORS),
    FEATURE("SAE feature", "feature", "the decoder row of a feature", Source.SAE);

    /// What a vector is made from.
    enum Source {
        /// Two lists of prompts.
        LISTS,
        /// Other vectors.
        VECTORS,
        /// A sparse autoencoder.
        SAE
    }

    private final String title;
    private final String label;
    private final String meaning;
    private final Optional<DerivationMethod> derivation;
    private final Source source;

    VectorMethod(String title, String label, String meaning, DerivationMethod derivation) {
        this.title = title;
        this.label = label;
        this.meaning = meaning;
        this.derivation = Optional.of(derivation);
        this.source = Source.LISTS;
    }

    VectorMethod(String title, String label, String meaning, Source source) {
        this.title = title;
        this.label = label;
        this.meaning = meaning;
        this.derivation = Optional.empty();
        this.source = source;
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

    /// How one direction is made from activations; empty where it is made otherwise.
    Optional<DerivationMethod> derivation() {
        return derivation;
    }

    Source source() {
        return source;
    }

    /// Whether the first prompt of one list belongs with the first of the other.
    boolean paired() {
        return this == LEARNT || derivation.filter(DerivationMethod::paired).isPresent();
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
