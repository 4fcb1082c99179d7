package org.sextant.app.state;

import org.sextant.runtime.session.Sampling;

/// How text is continued.
///
/// @param sampling how each token is drawn
/// @param maxNewTokens where to stop
/// @param follow what a slider that is moved does to a text that runs
/// @param beside whether an unsteered and a steered text are written even while the sliders change nothing
public record GenerationSettings(Sampling sampling, int maxNewTokens, Follow follow, boolean beside) {
    public static final GenerationSettings DEFAULT = new GenerationSettings(new Sampling(0.8, 40, 0.95, 0), 64);

    /// What a slider that is moved does to a text that runs.
    public enum Follow {
        /// It acts from the next token on.
        FROM_HERE,
        /// The text begins anew.
        WHOLE
    }

    /// Settings under which a slider acts from the next token on, and one text is written while none does anything.
    public GenerationSettings(Sampling sampling, int maxNewTokens) {
        this(sampling, maxNewTokens, Follow.FROM_HERE, false);
    }

    public GenerationSettings withSampling(Sampling next) {
        return new GenerationSettings(next, maxNewTokens, follow, beside);
    }

    public GenerationSettings withMaxNewTokens(int next) {
        return new GenerationSettings(sampling, next, follow, beside);
    }

    public GenerationSettings withFollow(Follow next) {
        return new GenerationSettings(sampling, maxNewTokens, next, beside);
    }

    public GenerationSettings withBeside(boolean next) {
        return new GenerationSettings(sampling, maxNewTokens, follow, next);
    }
}
