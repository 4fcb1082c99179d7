package org.sextant.runtime.session;

import java.util.List;
import java.util.Optional;

/// How far a slider may go before the loss on texts rises by a tenth.
///
/// @param range the values around neutral up to which the loss stays within [SweepResult#SAFE] times what it is without
///        the slider, as far as the slider goes; empty where it is beyond that at the neutral value already, as it may be
///        of what is set to a value
/// @param precision how far beyond an end that is not the slider's own the loss is known to be too high
/// @param plainLoss without the slider, in nats a token
/// @param probes what was measured, by value
/// @param tokens that were predicted
/// @param provenance how to get it again
public record SafeRange(Optional<SweepResult.Range> range, double precision, double plainLoss, List<Probe> probes,
        int tokens, Provenance provenance) {
    public SafeRange {
        probes = List.copyOf(probes);
    }

    /// One measurement.
    ///
    /// @param value of the slider
    /// @param loss in nats a token
    public record Probe(double value, double loss) {}
}
