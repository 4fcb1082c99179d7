package org.sextant.runtime.session;

import java.util.List;

/// What was checked of a model and what came of it.
///
/// @param trust what it all says
/// @param checks one a thing that must hold
/// @param notes what could not be checked, and why
/// @param provenance what was run
public record VerifyResult(Trust trust, List<Check> checks, List<String> notes, Provenance provenance) {
    public VerifyResult {
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    /// One thing that must hold.
    ///
    /// @param name what it is
    /// @param value what was found, as the name says; most often how far two values are apart relative to their scale
    /// @param tolerance what it may be at most
    /// @param ok whether it holds
    public record Check(String name, double value, double tolerance, boolean ok) {}

    /// How far a model's numbers may be trusted.
    public enum Trust {
        /// Every check holds, and what another implementation recorded is among them.
        MATCHES_REFERENCE("matches reference"),
        /// Every check holds. A wrong reading of the weights can be consistent with itself.
        SELF_CONSISTENT("self-consistent"),
        /// A check does not hold.
        WRONG("wrong");

        private final String label;

        Trust(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /// Whether every check holds.
    public boolean ok() {
        return trust != Trust.WRONG;
    }
}
