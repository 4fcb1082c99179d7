package org.sextant.app.cli;

import java.util.Locale;

/// What `compare` writes as CSV.
enum CompareTable {
    /// A row a layer.
    LAYERS,
    /// A row a pair of layers.
    MATRIX,
    /// A row a pair of positions.
    POSITIONS,
    /// A row a candidate for the next token.
    TOKENS,
    /// A row a layer and pair of positions.
    ACTIVATIONS;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it has rows for each prompt.
    boolean ofPositions() {
        return this == POSITIONS || this == TOKENS || this == ACTIVATIONS;
    }
}
