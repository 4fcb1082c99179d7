package org.sextant.runtime.session;

import org.sextant.runtime.steering.SteeringPlan;

/// A statistic of a site at every layer and position.
///
/// @param prompt what goes in
/// @param sitePattern a site or a glob, such as `blocks.*.hook_resid_post`
/// @param statistic what to compute over the last axis
/// @param steering what is changed meanwhile
public record ActivationsRequest(Prompt prompt, String sitePattern, Statistic statistic, SteeringPlan steering)
        implements
            PromptRequest<ActivationsResult> {
    /// Where nothing is changed.
    public ActivationsRequest(Prompt prompt, String sitePattern, Statistic statistic) {
        this(prompt, sitePattern, statistic, SteeringPlan.NONE);
    }
}
