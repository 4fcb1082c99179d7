package org.sextant.runtime.session;

import java.nio.file.Path;

/// A trained SAE.
///
/// @param folder where it lies
/// @param steps that were taken in all
/// @param tokens that were learnt in all
/// @param metrics on texts that were kept from it
/// @param provenance how to get it again
public record TrainSaeResult(Path folder, long steps, long tokens, SaeMetrics metrics, Provenance provenance) {}
