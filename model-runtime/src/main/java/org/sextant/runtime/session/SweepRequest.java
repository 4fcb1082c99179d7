package org.sextant.runtime.session;

import java.util.List;
import java.util.Set;

import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringVector;

/// What a vector does at each of some layers and coefficients: a measure of the next token after some prompts, and what it
/// costs on texts.
///
/// @param prompts that the measure is taken after, the mean of all
/// @param vector with a direction for each of the layers
/// @param operation one of those that take a vector but affine editing
/// @param positions where in the prompts; in the texts every token, unless it is a list
/// @param layers rows of the grid
/// @param coefficients columns of the grid
/// @param measure what is looked at
/// @param texts whose loss tells the cost; none leaves it out
public record SweepRequest(List<Prompt> prompts, SteeringVector vector, Operation operation, Positions positions,
        List<Integer> layers, List<Double> coefficients, Measure measure, List<Prompt> texts)
        implements
            Request<SweepResult> {
    public SweepRequest {
        prompts = List.copyOf(prompts);
        layers = List.copyOf(layers);
        coefficients = List.copyOf(coefficients);
        texts = List.copyOf(texts);
    }

    /// What is looked at of the next token.
    public sealed interface Measure {
        /// `logit[answer] − logit[wrong]`.
        record LogitDifference(int answer, int wrong) implements Measure {}

        /// Probability of one token.
        record Probability(int token) implements Measure {}

        /// `log(P + 1e-8) − log(1 − P + 1e-8)` of the probability P of all tokens that a refusal begins with
        /// (METHODS.md 4.6).
        record Refusal(Set<Integer> tokens) implements Measure {
            public Refusal {
                tokens = Set.copyOf(tokens);
            }
        }

        /// In nats.
        record Entropy() implements Measure {}
    }
}
