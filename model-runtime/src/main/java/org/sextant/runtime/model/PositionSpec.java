package org.sextant.runtime.model;

/// How a model knows where a token stands.
public sealed interface PositionSpec {
    /// A learned vector a position, added to the token embedding.
    record Learned() implements PositionSpec {}

    /// Queries and keys turn with the position.
    record Rotary(RotarySpec spec) implements PositionSpec {}
}
