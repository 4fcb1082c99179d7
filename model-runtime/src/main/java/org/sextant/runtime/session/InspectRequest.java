package org.sextant.runtime.session;

import java.util.OptionalInt;

import org.sextant.runtime.steering.SteeringPlan;

/// One vector in full: one site at one position.
///
/// @param prompt what goes in
/// @param site name of the site
/// @param position counted from 0
/// @param head the head, for per-head sites
/// @param top how many dimensions and lens candidates to give
/// @param steering what is changed meanwhile
public record InspectRequest(
        Prompt prompt, String site, int position, OptionalInt head, int top, SteeringPlan steering)
        implements
            PromptRequest<InspectResult> {
    /// Where nothing is changed.
    public InspectRequest(Prompt prompt, String site, int position, OptionalInt head, int top) {
        this(prompt, site, position, head, top, SteeringPlan.NONE);
    }
}
