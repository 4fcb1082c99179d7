package org.sextant.runtime.session;

/// What was measured of an SAE.
///
/// @param metrics the figures
/// @param provenance how to get them again
public record SaeMetricsResult(SaeMetrics metrics, Provenance provenance) {}
