package org.sextant.runtime.session;

/// One prompt through two models: what each position predicts and how its activations differ, layer by layer. Quick
/// enough for a person who waits.
///
/// @param prompt what goes in; text is cut by each model's own tokenizer, a conversation is rendered once, by the first
///         of the two models that has a chat template
/// @param a the first side
/// @param b the second side
/// @param top how many candidates of each side to give at each position
public record ComparePromptRequest(Prompt prompt, CompareSide a, CompareSide b, int top)
        implements
            PairRequest<ComparePromptResult> {}
