package org.sextant.runtime.session;

/// A statistic of a site at every layer and position.
///
/// @param prompt what goes in
/// @param sitePattern a site or a glob, such as `blocks.*.hook_resid_post`
/// @param statistic what to compute over the last axis
public record ActivationsRequest(Prompt prompt, String sitePattern, Statistic statistic)
        implements
            PromptRequest<ActivationsResult> {}
