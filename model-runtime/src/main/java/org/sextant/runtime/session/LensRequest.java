package org.sextant.runtime.session;

import org.sextant.runtime.steering.SteeringPlan;

/// The logit lens: what each layer's residual stream would predict through the final norm and the unembedding.
///
/// @param prompt what goes in
/// @param top how many candidates to give for each layer and position
/// @param steering what is changed meanwhile
public record LensRequest(Prompt prompt, int top, SteeringPlan steering) implements PromptRequest<LensResult> {
    /// Where nothing is changed.
    public LensRequest(Prompt prompt, int top) {
        this(prompt, top, SteeringPlan.NONE);
    }
}
