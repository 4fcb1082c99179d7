package org.sextant.runtime.model;

/// How a router chooses experts and weighs them (METHODS.md 3.1).
///
/// @param scores what becomes of its logits
/// @param groups experts are chosen within the best of this many groups, 1 for no groups
/// @param groupsKept how many groups are kept
/// @param groupScore how groups are compared
/// @param renormalised whether the chosen weights are divided by their sum
/// @param scale factor of the weights
public record RouterSpec(Scores scores, int groups, int groupsKept, GroupScore groupScore, boolean renormalised,
        double scale) {
    /// What becomes of the router's logits.
    public enum Scores {
        /// Softmax over all experts.
        SOFTMAX,
        /// Sigmoid of each.
        SIGMOID,
        /// The logits choose; softmax over the chosen weighs.
        SOFTMAX_OF_CHOSEN
    }

    /// How groups of experts are compared.
    public enum GroupScore {
        /// By their best expert.
        BEST,
        /// By the sum of their two best experts.
        BEST_TWO
    }

    /// A router without groups and without a factor.
    public static RouterSpec plain(Scores scores, boolean renormalised) {
        return new RouterSpec(scores, 1, 1, GroupScore.BEST, renormalised, 1);
    }
}
