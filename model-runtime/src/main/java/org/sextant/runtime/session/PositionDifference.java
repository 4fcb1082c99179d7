package org.sextant.runtime.session;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What two models predict at one pair of positions.
///
/// @param a position in the first model's tokens
/// @param b position in the second model's tokens
/// @param kl Kullback-Leibler divergence of the first side from the second, `KL(A‖B) = Σ p (ln p − ln q)` with p the first
///         side's distribution and q the second's, in nats; empty where the vocabularies differ
/// @param klReverse that of the second side from the first, `KL(B‖A) = Σ q (ln q − ln p)`: with a steered model beside the
///         same unsteered one, what [SteerResult#divergence] is
/// @param js Jensen-Shannon divergence, in nats, at most ln 2; empty where the vocabularies differ
/// @param topAgrees whether both find the same token most likely
/// @param rankInB the rank that the second side gives the first side's most likely token, 0 for the best; empty where it
///         has no such token
/// @param rankInA the rank that the first side gives the second side's most likely token
/// @param candidates the best of both sides, the first side's in its order, then those that the second side adds
public record PositionDifference(
        int a,
        int b,
        OptionalDouble kl,
        OptionalDouble klReverse,
        OptionalDouble js,
        boolean topAgrees,
        OptionalInt rankInB,
        OptionalInt rankInA,
        List<Candidate> candidates) {
    public PositionDifference {
        candidates = List.copyOf(candidates);
    }

    /// One token that may come next, on both sides.
    ///
    /// @param token its text
    /// @param a what the first side makes of it; empty where its vocabulary lacks it
    /// @param b what the second side makes of it
    public record Candidate(String token, Optional<Chance> a, Optional<Chance> b) {
        /// The second side's rank less the first side's: above 0 where it falls. Empty where a side lacks it.
        public OptionalInt rankChange() {
            return a.isPresent() && b.isPresent()
                    ? OptionalInt.of(b.get().rank() - a.get().rank())
                    : OptionalInt.empty();
        }
    }

    /// A token on one side.
    ///
    /// @param id row of this model's unembedding
    /// @param rank 0 for the most likely of the whole vocabulary
    /// @param logit raw logit
    /// @param probability softmax over the whole vocabulary
    public record Chance(int id, int rank, float logit, float probability) {}
}
