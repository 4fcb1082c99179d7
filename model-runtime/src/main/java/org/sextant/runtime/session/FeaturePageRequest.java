package org.sextant.runtime.session;

import java.nio.file.Path;

/// What one feature of an SAE is by its weights.
///
/// @param sae the SAE
/// @param feature its number
/// @param top tokens and neighbours to give, of each kind
public record FeaturePageRequest(SaePlace sae, int feature, int top) implements Request<FeaturePage> {
    /// At the site that its files name.
    ///
    /// @param sae the SAE's file or folder
    public FeaturePageRequest(Path sae, int feature, int top) {
        this(SaePlace.of(sae), feature, top);
    }
}
