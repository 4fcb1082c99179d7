package org.sextant.runtime.session;

import java.util.List;

/// How much each expert had to do.
///
/// @param layers blocks with experts, in their order
/// @param experts of each
/// @param prompts in the order in which they were asked about
/// @param provenance how to get it again
public record ExpertLoadResult(List<Integer> layers, int experts, List<PromptLoad> prompts, Provenance provenance) {
    public ExpertLoadResult {
        layers = List.copyOf(layers);
        prompts = List.copyOf(prompts);
    }

    /// One prompt.
    ///
    /// @param text in a person's words
    /// @param response what the model went on with; empty where it was not asked to
    /// @param tokens that were counted
    /// @param load `[layer, expert]` tokens or weights, in all or per token
    public record PromptLoad(String text, String response, int tokens, TensorValue load) {}
}
