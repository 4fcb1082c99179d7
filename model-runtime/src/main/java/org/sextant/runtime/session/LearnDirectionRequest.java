package org.sextant.runtime.session;

import java.util.List;

/// Learn the direction that makes one token likelier than another where it is added to a block's output, and less likely
/// where it is taken away, while other texts stay as likely as they can.
///
/// @param contrasts what it is to turn
/// @param texts that are to stay likely
/// @param layer whose output, `hook_resid_post`, it is for
/// @param steps of Adam
/// @param rate of Adam, in units of the residual stream
/// @param keeping weight of the texts, in nats a token
/// @param seed of the order
public record LearnDirectionRequest(List<Contrast> contrasts, List<Prompt> texts, int layer, int steps, double rate,
        double keeping, long seed) implements Request<LearnDirectionResult> {
    public LearnDirectionRequest {
        contrasts = List.copyOf(contrasts);
        texts = List.copyOf(texts);
    }

    /// With what suits small models.
    public LearnDirectionRequest(List<Contrast> contrasts, List<Prompt> texts, int layer) {
        this(contrasts, texts, layer, 160, 0.3, 20, 0);
    }

    /// The same with another weight of the texts.
    public LearnDirectionRequest keeping(double weight) {
        return new LearnDirectionRequest(contrasts, texts, layer, steps, rate, weight, seed);
    }

    /// A prompt and two ways to go on.
    ///
    /// @param raised the token that the direction makes likelier
    /// @param lowered the token that it makes less likely
    public record Contrast(Prompt prompt, int raised, int lowered) {}
}
