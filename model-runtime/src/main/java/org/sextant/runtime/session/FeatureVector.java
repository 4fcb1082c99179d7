package org.sextant.runtime.session;

import org.sextant.runtime.steering.SteeringVector;

/// The direction of a feature.
///
/// @param vector the decoder row, as long as the SAE has it, at the block where the SAE's output belongs
/// @param sae what it was taken from
/// @param feature from 0
/// @param norm its length, in units of the activations
/// @param provenance how to get it again
public record FeatureVector(SteeringVector vector, SaeCard sae, int feature, double norm, Provenance provenance) {}
