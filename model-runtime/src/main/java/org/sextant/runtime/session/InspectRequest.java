package org.sextant.runtime.session;

import java.util.OptionalInt;

/// One vector in full: one site at one position.
///
/// @param prompt what goes in
/// @param site name of the site
/// @param position counted from 0
/// @param head the head, for per-head sites
/// @param top how many dimensions and lens candidates to give
public record InspectRequest(Prompt prompt, String site, int position, OptionalInt head, int top)
        implements
            PromptRequest<InspectResult> {}
