package org.sextant.runtime.session;

import java.util.List;

/// The logit lens by row and position.
///
/// @param tokens the prompt
/// @param rows `layers + 1` rows: the input of block 0, then each block's output
/// @param provenance how to get it again
public record LensResult(List<Token> tokens, List<Row> rows, Provenance provenance) {
    public LensResult {
        tokens = List.copyOf(tokens);
        rows = List.copyOf(rows);
    }

    /// One row of the lens.
    ///
    /// @param layer 0 for the input of block 0, `l + 1` for the output of block l
    /// @param site the site whose value was read
    /// @param cells one a position
    public record Row(int layer, String site, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /// One layer at one position.
    ///
    /// @param entropy of the whole distribution, in nats
    /// @param top candidates, most likely first
    public record Cell(float entropy, List<Prediction> top) {
        public Cell {
            top = List.copyOf(top);
        }
    }
}
