package org.sextant.runtime.session;

import java.util.Comparator;
import java.util.List;

/// The next token as it is and as it would be without a plan.
///
/// @param tokens of the prompt
/// @param shifts the candidates of both sides, the steered ones' most likely first
/// @param divergence KL divergence of the steered distribution p from the unsteered one q, `Σ p (ln p − ln q)`, in nats
/// @param entropy of the steered distribution, in nats
/// @param firstBlock where the pass began: blocks before it are as they were, all of them under a neutral plan
/// @param elapsedMillis of the pass
/// @param provenance how to get it again
public record SteerResult(List<Token> tokens, List<Shift> shifts, double divergence, double entropy, int firstBlock,
        double elapsedMillis, Provenance provenance) {
    public SteerResult {
        tokens = List.copyOf(tokens);
        shifts = List.copyOf(shifts);
    }

    /// One candidate on both sides.
    ///
    /// @param id row of the unembedding
    /// @param token its text
    public record Shift(int id, String token, float steeredProbability, float steeredLogit, float plainProbability,
            float plainLogit) {
        static final Comparator<Shift> ORDER = Comparator.comparingDouble(Shift::steeredProbability).reversed()
                .thenComparing(Comparator.comparingDouble(Shift::plainProbability).reversed())
                .thenComparingInt(Shift::id);

        /// Steered less unsteered.
        public float difference() {
            return steeredProbability - plainProbability;
        }
    }
}
