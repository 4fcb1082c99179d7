package org.sextant.runtime.session;

import java.util.List;

/// One forward pass.
///
/// @param prompt what goes in
/// @param sites names or globs of sites to capture, such as `blocks.*.hook_resid_post`
/// @param top how many next-token candidates to give for the last position
/// @param logits whether the logits of all positions are wanted
public record RunRequest(Prompt prompt, List<String> sites, int top,
        boolean logits) implements PromptRequest<RunResult> {
    public RunRequest {
        sites = List.copyOf(sites);
    }
}
