package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.steering.SteeringPlan;

/// What a running job tells before it is done.
public sealed interface Update {
    /// How far it is.
    ///
    /// @param stage what is being done, in a word or two
    /// @param done units done
    /// @param total units in all; 0 where unknown
    /// @param unit what is counted: `bytes`, `blocks`, `tokens`
    record Progress(String stage, long done, long total, String unit) implements Update {
        /// Share done between 0 and 1; NaN where the total is unknown.
        public double fraction() {
            return total > 0 ? (double) done / total : Double.NaN;
        }
    }

    /// One new token of a continuation.
    ///
    /// @param token the token, its position counted through prompt and continuation
    /// @param textSoFar the continuation as text up to here
    /// @param probability the probability that it was drawn with before any cut by top-k or top-p, at temperature 1
    record Generated(Token token, String textSoFar, float probability) implements Update {}

    /// Nodes whose true effect is known now, of all pairs.
    ///
    /// @param nodes in the order in which they were asked for
    /// @param done nodes done so far, these included
    /// @param total nodes in all
    record Patched(List<ScoredNode> nodes, int done, int total) implements Update {
        public Patched {
            nodes = List.copyOf(nodes);
        }
    }

    /// One new token of one of two continuations.
    ///
    /// @param steered which of the two
    /// @param token the token, its position counted through prompt and continuation
    /// @param textSoFar the continuation as text up to here
    /// @param probability the probability that it was drawn with before any cut by top-k or top-p, at temperature 1
    /// @param plan that it was made under; [SteeringPlan#NONE] for the unsteered one
    record Beside(boolean steered, Token token, String textSoFar, float probability, SteeringPlan plan)
            implements
                Update {}
}
