package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.steering.SteeringPlan;

/// One forward pass.
///
/// @param prompt what goes in
/// @param sites names or globs of sites to capture, such as `blocks.*.hook_resid_post`
/// @param top how many next-token candidates to give for the last position
/// @param logits whether the logits of all positions are wanted
/// @param steering what is changed meanwhile
public record RunRequest(Prompt prompt, List<String> sites, int top, boolean logits, SteeringPlan steering)
        implements
            PromptRequest<RunResult> {
    public RunRequest {
        sites = List.copyOf(sites);
    }

    /// A pass that nothing is changed in.
    public RunRequest(Prompt prompt, List<String> sites, int top, boolean logits) {
        this(prompt, sites, top, logits, SteeringPlan.NONE);
    }
}
