package org.sextant.runtime.session;

import java.nio.file.Path;

/// What was harvested; read it with [org.sextant.runtime.harvest.HarvestFile].
///
/// @param store where it is kept
/// @param tokens that were counted in all
/// @param resumedAt tokens that had been counted before; 0 where it began anew
/// @param dead share of features that were never active
/// @param seconds that it took since it began or was gone on with
/// @param modelSeconds of them in the model's own forward pass
/// @param provenance how to get it again
public record HarvestResult(Path store, long tokens, long resumedAt, double dead, double seconds, double modelSeconds,
        Provenance provenance) {}
