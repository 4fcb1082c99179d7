package org.sextant.runtime.session;

import java.util.List;

/// Learn, for the output of each layer, the direction that makes one token likelier than another where it is added, and
/// less likely where it is taken away, while other texts stay as likely as they can. Then find how strongly it may be
/// used.
///
/// @param raised prompts that end with what is to become likelier
/// @param lowered each the like of one of `raised`: the first token in which both differ is what the direction turns, and
///         what they have in common is its prompt
/// @param heldOut what it is measured on
/// @param texts that are to stay likely; of five or more, every fifth tells the cost alone
/// @param layers numbers of blocks whose output, `hook_resid_post`, gets a direction
/// @param course how it is learnt
public record LearnDirectionRequest(List<Prompt> raised, List<Prompt> lowered, HeldOut heldOut, List<Prompt> texts,
        List<Integer> layers, Course course) implements Request<LearnDirectionResult> {
    public LearnDirectionRequest {
        raised = List.copyOf(raised);
        lowered = List.copyOf(lowered);
        texts = List.copyOf(texts);
        layers = List.copyOf(layers);
    }

    /// How it is learnt and chosen.
    ///
    /// @param steps of Adam
    /// @param rate of Adam, in units of the residual stream
    /// @param keeping weight of the texts, in nats a token
    /// @param dearest how many times as large the loss on texts may become, where a coefficient is chosen
    /// @param seed of the order
    public record Course(int steps, double rate, double keeping, double dearest, long seed) {
        /// What suits small models and keeps the cost below a tenth, on other texts too.
        public static final Course USUAL = new Course(160, 0.3, 20, 1.08, 0);

        /// @throws RequestException if a number cannot be
        public Course {
            if (steps < 1 || !(rate > 0) || !(keeping >= 0) || !(dearest > 1)
                    || !Double.isFinite(rate + keeping + dearest)) {
                throw new RequestException(
                        steps + " steps at rate " + rate + " with weight " + keeping + " at " + dearest
                                + " times the loss cannot be learnt",
                        "in how the direction is learnt",
                        "give a step at least, a positive rate, no negative weight and more than 1 times the loss");
            }
        }

        /// The same with another weight of the texts, and as dear as that is meant to be.
        public Course keeping(double weight, double lossRatio) {
            return new Course(steps, rate, weight, lossRatio, seed);
        }
    }
}
