package org.sextant.runtime.session;

import java.util.Optional;

import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.routing.RouterOutput;

/// What the router of one block did with each token.
///
/// @param layer the block
/// @param scores what becomes of its logits
/// @param chosen `[position, k]` numbers of the chosen experts, best first by the score that selects
/// @param weights `[position, k]` of the chosen experts, as multiplied
/// @param logits `[position, expert]` with the router's bias, before masks
/// @param sharedShare `[position]` length of the shared expert's output ÷ that of the whole mixture; empty without one
public record RoutedLayer(int layer, RouterSpec.Scores scores, TensorValue chosen, TensorValue weights,
        TensorValue logits, Optional<TensorValue> sharedShare) {
    public int positions() {
        return chosen.size(0);
    }

    /// The expert at a rank, 0 the best.
    public int expert(int position, int rank) {
        return (int) chosen.at(position, rank);
    }

    /// The weight at a rank.
    public float weight(int position, int rank) {
        return weights.at(position, rank);
    }

    /// `[expert]` of a position: softmax or sigmoid of the logits, before masks, corrections and groups.
    public float[] probabilities(int position) {
        int experts = logits.size(1);
        return RouterOutput.probabilities(scores, logits.slice(position * experts, experts));
    }

    /// Entropy of a position in nats, of the probabilities scaled to a sum of 1: 0 where the router is sure,
    /// `ln experts` where it is not at all.
    public double entropy(int position) {
        return RouterOutput.entropy(probabilities(position));
    }
}
