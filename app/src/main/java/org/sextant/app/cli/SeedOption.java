package org.sextant.app.cli;

import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.session.Provenance;
import picocli.CommandLine.Option;

/// The seed of random numbers. Every command takes it, so that a script may give it to all of them; where it was given,
/// the provenance of the results says so.
final class SeedOption {
    @Option(names = "--seed", paramLabel = "N", description = "of random numbers, where any are drawn (default: 0)")
    @Nullable
    Long seed;

    /// The seed, 0 where none was given.
    long value() {
        return seed == null ? 0 : seed;
    }

    /// What was given.
    OptionalLong given() {
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    Provenance into(Provenance provenance) {
        return seed == null ? provenance : provenance.withSetting("seed=" + seed);
    }
}
