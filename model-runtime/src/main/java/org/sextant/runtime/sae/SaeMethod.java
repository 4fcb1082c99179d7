package org.sextant.runtime.sae;

import java.util.OptionalInt;

/// What an SAE learns by: how few features are made to do. Losses are means over tokens; the reconstruction's is that over
/// `d_out` too, so that with scaled inputs it is about the unexplained share of variance.
public sealed interface SaeMethod {
    /// The k largest pre-activations of each token (Gao et al. 2024).
    record TopK(int k) implements SaeMethod {
        public TopK {
            requirePositive(k);
        }
    }

    /// The k·N largest pre-activations of N tokens together (Bussmann et al. 2024). A running mean of the smallest one
    /// that stays becomes the threshold of the jumprelu SAE that is written.
    record BatchTopK(int k) implements SaeMethod {
        public BatchTopK {
            requirePositive(k);
        }
    }

    /// A threshold a feature, learnt with straight-through gradients (Rajamanoharan et al. 2024, "Jumping ahead", section
    /// 3): the step's derivative is replaced by a box of width ε around the threshold. Without a target the penalty is
    /// `λ·L0`, with one `λ (L0 / target − 1)²`.
    ///
    /// @param sparsity λ
    /// @param target L0 to come to
    /// @param bandwidth ε
    record JumpRelu(double sparsity, OptionalInt target, double bandwidth) implements SaeMethod {
        public JumpRelu {
            if (!(sparsity >= 0) || !(bandwidth > 0) || target.orElse(1) < 1) {
                throw new IllegalArgumentException("a penalty of " + sparsity + " towards " + target);
            }
        }
    }

    /// As many features as bring the norm of the kept ones nearest to that of the token, and `λ (‖a‖ − ‖x‖)²` in the loss
    /// (METHODS.md 2.11).
    ///
    /// @param lambda λ
    record TopAfa(double lambda) implements SaeMethod {
        public TopAfa {
            if (!(lambda >= 0)) {
                throw new IllegalArgumentException("a penalty of " + lambda);
            }
        }
    }

    /// The activation of the SAE that comes of it.
    default SaeActivation activation() {
        return switch (this) {
            case TopK topK -> new SaeActivation.TopK(topK.k(), false);
            case BatchTopK _,JumpRelu _ -> new SaeActivation.JumpRelu();
            case TopAfa _ -> new SaeActivation.TopAfa();
        };
    }

    private static void requirePositive(int k) {
        if (k < 1) {
            throw new IllegalArgumentException(k + " features a token");
        }
    }
}
