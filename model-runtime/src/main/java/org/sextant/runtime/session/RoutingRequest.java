package org.sextant.runtime.session;

import org.sextant.runtime.steering.SteeringPlan;

/// Which experts each token of a prompt goes to, and why (METHODS.md 3.1).
///
/// @param prompt what goes in
/// @param maxNewTokens how far the prompt is first continued, by the likeliest token each; 0 for the prompt alone
/// @param steering what is changed meanwhile
public record RoutingRequest(Prompt prompt, int maxNewTokens, SteeringPlan steering)
        implements
            PromptRequest<RoutingResult> {
    /// The prompt alone, where nothing is changed.
    public RoutingRequest(Prompt prompt) {
        this(prompt, 0, SteeringPlan.NONE);
    }

    /// @throws RequestException if the number of new tokens is negative
    public RoutingRequest {
        if (maxNewTokens < 0) {
            throw new RequestException("the number of new tokens is " + maxNewTokens, "in the request",
                    "ask for 0 or more");
        }
    }
}
