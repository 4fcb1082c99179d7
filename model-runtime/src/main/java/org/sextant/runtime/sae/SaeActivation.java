package org.sextant.runtime.sae;

import java.util.OptionalInt;

/// How features come from pre-activations `pre = x W_enc + b_enc` (METHODS.md 2.2 and 2.11). What it needs of tensors
/// stands beside the other tensors, see [SaeSpec#tensors].
public sealed interface SaeActivation {
    /// Its name, for people, in the words of SAELens where it has one.
    default String label() {
        return switch (this) {
            case Relu _ -> "standard";
            case Gated _ -> "gated";
            case JumpRelu _ -> "jumprelu";
            case TopK _ -> "topk";
            case SignedTopK _ -> "signed topk";
            case GroupMax _ -> "groupmax";
            case Identity _ -> "identity";
            case TopAfa _ -> "top-afa";
        };
    }

    /// How many features stay at the most, where that is fixed.
    default OptionalInt limit() {
        return switch (this) {
            case TopK topK -> OptionalInt.of(topK.k());
            case SignedTopK topK -> OptionalInt.of(topK.k());
            case GroupMax groups -> OptionalInt.of(groups.k());
            default -> OptionalInt.empty();
        };
    }

    /// `relu(pre)`.
    record Relu() implements SaeActivation {}

    /// `1[x W_enc + b_gate > 0] · relu(x (W_enc ⊙ exp(r_mag)) + b_mag)` (Rajamanoharan et al. 2024, "Improving dictionary
    /// learning with gated sparse autoencoders"). There is no b_enc.
    record Gated() implements SaeActivation {}

    /// `relu(pre) · 1[pre > threshold]`, a threshold a feature (Rajamanoharan et al. 2024, "Jumping ahead").
    record JumpRelu() implements SaeActivation {}

    /// The k largest of `pre`, then relu (Gao et al. 2024). Where several equal the k-th, all of them stay.
    ///
    /// @param k features of a token
    /// @param rescaled whether `pre ‖W_dec,i‖` is ranked and kept, and divided by the norm again before decoding
    record TopK(int k, boolean rescaled) implements SaeActivation {
        public TopK {
            if (k < 1) {
                throw new IllegalArgumentException("the " + k + " largest");
            }
        }
    }

    /// The k largest of `pre` by absolute value, with their signs (old sparsify files, METHODS.md 2.6). Where several equal
    /// the k-th, all of them stay.
    ///
    /// @param k features of a token
    record SignedTopK(int k) implements SaeActivation {
        public SignedTopK {
            if (k < 1) {
                throw new IllegalArgumentException("the " + k + " largest");
            }
        }
    }

    /// The largest of each of k groups of neighbours, then relu (sparsify, METHODS.md 2.6). d_sae is a multiple of k. Where
    /// several of a group are equally large, all of them stay.
    ///
    /// @param k groups
    record GroupMax(int k) implements SaeActivation {
        public GroupMax {
            if (k < 1) {
                throw new IllegalArgumentException(k + " groups");
            }
        }
    }

    /// `pre` itself.
    record Identity() implements SaeActivation {}

    /// The largest of `a = relu(x W_enc)`, as many as bring `√Σ (aᵢ ‖W_dec,i‖)²` nearest to ‖x‖ (arXiv 2503.24277). There
    /// is no b_enc.
    record TopAfa() implements SaeActivation {}
}
