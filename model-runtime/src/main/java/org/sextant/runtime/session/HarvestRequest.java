package org.sextant.runtime.session;

import java.nio.file.Path;

/// What each feature of an SAE does on a corpus, kept in a file while it is counted. Where the file holds a harvest of the
/// same that was broken off, it is gone on with. Cancelling keeps what was counted.
///
/// @param sae the SAE
/// @param corpus texts in a file: one a line, or JSON lines with `text`
/// @param tokens to count at the most; fewer where the texts end before
/// @param store file to keep it in, ending in `.duckdb`
public record HarvestRequest(SaePlace sae, Path corpus, long tokens, Path store) implements Request<HarvestResult> {
    /// Enough for features that are active at one token in ten thousand to show twenty places.
    public static final long ENOUGH_TOKENS = 200_000;

    /// At the site that its files name.
    ///
    /// @param sae the SAE's file or folder
    public HarvestRequest(Path sae, Path corpus, long tokens, Path store) {
        this(SaePlace.of(sae), corpus, tokens, store);
    }
}
