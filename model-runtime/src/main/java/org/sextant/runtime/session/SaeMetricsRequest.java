package org.sextant.runtime.session;

import java.nio.file.Path;

/// How well an SAE gives back what it gets, and how well the model predicts with it.
///
/// @param sae the SAE
/// @param corpus texts in a file: one a line, or JSON lines with `text`
/// @param tokens to measure on at the most
public record SaeMetricsRequest(SaePlace sae, Path corpus, long tokens) implements Request<SaeMetricsResult> {
    /// Enough for two digits of every metric.
    public static final long ENOUGH_TOKENS = 50_000;

    /// At the site that its files name.
    ///
    /// @param sae the SAE's file or folder
    public SaeMetricsRequest(Path sae, Path corpus, long tokens) {
        this(SaePlace.of(sae), corpus, tokens);
    }
}
