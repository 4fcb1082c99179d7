package org.sextant.runtime.attribution;

/// What one logit counts.
///
/// @param id of the token
/// @param weight of its logit
public record TokenWeight(int id, double weight) {}
