package org.sextant.runtime.session;

import org.sextant.runtime.steering.SteeringPlan;

/// What a plan does to the next token. What the model computes without a plan is kept from one request to the next as
/// long as the prompt stays the same, so that only the blocks from the first changed one on run again.
///
/// @param prompt what goes in
/// @param steering what is changed
/// @param top how many candidates of each side to give
public record SteerRequest(Prompt prompt, SteeringPlan steering, int top) implements PromptRequest<SteerResult> {}
