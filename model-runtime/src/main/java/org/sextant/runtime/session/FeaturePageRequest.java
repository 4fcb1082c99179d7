package org.sextant.runtime.session;

import java.nio.file.Path;

/// What one feature of an SAE is by its weights.
///
/// @param sae the SAE's folder
/// @param feature its number
/// @param top tokens and neighbours to give, of each kind
public record FeaturePageRequest(Path sae, int feature, int top) implements Request<FeaturePage> {}
