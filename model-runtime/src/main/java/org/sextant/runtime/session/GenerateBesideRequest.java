package org.sextant.runtime.session;

/// Continue a prompt twice, token by token in turn and with the same seed: as the model is, and as the live plan changes
/// it ([OpenModel#steer]), which is read anew at each token. What went before a change keeps the keys and values that
/// it had. Each token arrives as an [Update.Beside] while the request runs.
///
/// @param prompt what goes in
/// @param maxNewTokens stop each after this many
/// @param sampling how tokens are drawn
public record GenerateBesideRequest(Prompt prompt, int maxNewTokens, Sampling sampling)
        implements
            PromptRequest<GenerateBesideResult> {}
