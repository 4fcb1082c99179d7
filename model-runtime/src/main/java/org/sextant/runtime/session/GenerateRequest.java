package org.sextant.runtime.session;

/// Continue a prompt, token by token. Each token arrives as an [Update.Generated] while the request runs.
///
/// @param prompt what goes in
/// @param maxNewTokens stop after this many
/// @param sampling how tokens are drawn
public record GenerateRequest(Prompt prompt, int maxNewTokens,
        Sampling sampling) implements PromptRequest<GenerateResult> {}
