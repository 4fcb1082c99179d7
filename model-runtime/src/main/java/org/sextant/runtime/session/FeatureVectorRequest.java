package org.sextant.runtime.session;

import java.nio.file.Path;

/// Take the decoder row of a feature as a steering vector (METHODS.md 4.8).
///
/// @param sae the folder of an SAE whose output belongs to the residual stream of this model
/// @param feature from 0
public record FeatureVectorRequest(Path sae, int feature) implements Request<FeatureVector> {}
