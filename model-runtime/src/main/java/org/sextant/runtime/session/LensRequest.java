package org.sextant.runtime.session;

/// The logit lens: what each layer's residual stream would predict through the final norm and the unembedding.
///
/// @param prompt what goes in
/// @param top how many candidates to give for each layer and position
public record LensRequest(Prompt prompt, int top) implements PromptRequest<LensResult> {}
