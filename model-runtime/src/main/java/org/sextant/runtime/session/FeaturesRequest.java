package org.sextant.runtime.session;

import java.nio.file.Path;

import org.sextant.runtime.steering.SteeringPlan;

/// Which features of an SAE are active at each position.
///
/// @param prompt what goes in
/// @param sae the SAE
/// @param steering what is changed meanwhile; a change at the SAE's own site comes before its features are read
public record FeaturesRequest(Prompt prompt, SaePlace sae, SteeringPlan steering)
        implements
            PromptRequest<FeaturesResult> {
    /// Where nothing is changed.
    public FeaturesRequest(Prompt prompt, SaePlace sae) {
        this(prompt, sae, SteeringPlan.NONE);
    }

    /// At the site that its files name, where nothing is changed.
    ///
    /// @param sae the SAE's file or folder
    public FeaturesRequest(Prompt prompt, Path sae) {
        this(prompt, SaePlace.of(sae));
    }
}
