package org.sextant.runtime.session;

import java.util.List;
import java.util.Locale;

import org.sextant.runtime.steering.SteeringPlan;

/// How much each expert has to do with each of many prompts: what token resonance imaging compares (METHODS.md 3.3).
///
/// @param prompts what goes in, one after the other
/// @param span whose tokens count
/// @param measure what is added up
/// @param perToken whether sums are divided by the number of tokens counted, so that prompts of different lengths weigh
///         alike
/// @param maxNewTokens how far each prompt is continued, by the likeliest token each; 0 asks for no continuation
/// @param steering what is changed meanwhile
public record ExpertLoadRequest(List<Prompt> prompts, Span span, Measure measure, boolean perToken, int maxNewTokens,
        SteeringPlan steering)
        implements
            Request<ExpertLoadResult> {
    /// Whose tokens count.
    public enum Span {
        /// Those of the prompt.
        PROMPT,
        /// Those that continue it, without the last one, which no expert sees.
        GENERATED,
        /// Both.
        ALL;

        /// `prompt`.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is added up.
    public enum Measure {
        /// Tokens that the expert sees.
        TOKENS,
        /// The weights that it has for them.
        WEIGHTS;

        /// `tokens`.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @throws RequestException if there is no prompt, or generated tokens are to count and none are asked for
    public ExpertLoadRequest {
        prompts = List.copyOf(prompts);
        if (prompts.isEmpty()) {
            throw new RequestException("there is no prompt", "in the request", "give one at least");
        }
        if (maxNewTokens < 0 || (span == Span.GENERATED && maxNewTokens < 2)) {
            throw new RequestException("the number of new tokens is " + maxNewTokens,
                    "in a request about " + span.id() + " tokens", "ask for 2 or more");
        }
    }
}
