package org.sextant.app.state;

import org.sextant.runtime.session.Sampling;

/// How text is continued.
///
/// @param sampling how each token is drawn
/// @param maxNewTokens where to stop
public record GenerationSettings(Sampling sampling, int maxNewTokens) {
    public static final GenerationSettings DEFAULT = new GenerationSettings(new Sampling(0.8, 40, 0.95, 0), 64);
}
