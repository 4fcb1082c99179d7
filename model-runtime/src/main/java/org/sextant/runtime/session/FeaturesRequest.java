package org.sextant.runtime.session;

import java.nio.file.Path;

/// Which features of an SAE are active at each position.
///
/// @param prompt what goes in
/// @param sae the SAE's folder
public record FeaturesRequest(Prompt prompt, Path sae) implements PromptRequest<FeaturesResult> {}
