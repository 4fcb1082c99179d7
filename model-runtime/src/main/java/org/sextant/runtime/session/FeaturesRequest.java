package org.sextant.runtime.session;

import java.nio.file.Path;

/// Which features of an SAE are active at each position.
///
/// @param prompt what goes in
/// @param sae the SAE
public record FeaturesRequest(Prompt prompt, SaePlace sae) implements PromptRequest<FeaturesResult> {
    /// At the site that its files name.
    ///
    /// @param sae the SAE's file or folder
    public FeaturesRequest(Prompt prompt, Path sae) {
        this(prompt, SaePlace.of(sae));
    }
}
