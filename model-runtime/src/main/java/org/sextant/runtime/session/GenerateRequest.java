package org.sextant.runtime.session;

import org.sextant.runtime.steering.SteeringPlan;

/// Continue a prompt, token by token. Each token arrives as an [Update.Generated] while the request runs.
///
/// @param prompt what goes in
/// @param maxNewTokens stop after this many
/// @param sampling how tokens are drawn
/// @param steering what is changed meanwhile
public record GenerateRequest(Prompt prompt, int maxNewTokens, Sampling sampling, SteeringPlan steering)
        implements
            PromptRequest<GenerateResult> {
    /// A continuation that nothing is changed in.
    public GenerateRequest(Prompt prompt, int maxNewTokens, Sampling sampling) {
        this(prompt, maxNewTokens, sampling, SteeringPlan.NONE);
    }
}
