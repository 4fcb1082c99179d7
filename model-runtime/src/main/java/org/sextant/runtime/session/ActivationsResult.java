package org.sextant.runtime.session;

import java.util.List;
import java.util.OptionalInt;

/// A statistic by row and position.
///
/// @param tokens the prompt
/// @param statistic what the values are
/// @param rows one row a site, per-head sites one row a head, in the order of the forward pass
/// @param provenance how to get it again
public record ActivationsResult(List<Token> tokens, Statistic statistic, List<Row> rows, Provenance provenance) {
    public ActivationsResult {
        tokens = List.copyOf(tokens);
        rows = List.copyOf(rows);
    }

    /// One row of the picture.
    ///
    /// @param site name of the site
    /// @param layer its block; empty for sites outside the blocks
    /// @param head the head, for per-head sites
    /// @param values `[position]`; NaN where it does not exist
    public record Row(String site, OptionalInt layer, OptionalInt head, TensorValue values) {}
}
