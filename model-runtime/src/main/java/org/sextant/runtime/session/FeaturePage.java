package org.sextant.runtime.session;

import java.util.List;
import java.util.Optional;

/// What one feature is by its weights. Its direct effect on the logits is `W_U (γ ⊙ d)`, d being its decoder row (centred
/// where the final norm centres) and γ the weight of that norm, less the mean over the vocabulary: what one unit of the
/// feature adds to each logit where the final norm divides by 1.
///
/// @param feature its number
/// @param decoderNorm ‖W_dec,i‖
/// @param promoted tokens whose logits it raises most
/// @param suppressed tokens whose logits it lowers most
/// @param withoutLogits why both lists are empty, where they are
/// @param neighbours features with the most similar decoder rows
/// @param provenance how to get it again
public record FeaturePage(int feature, double decoderNorm, List<TokenEffect> promoted, List<TokenEffect> suppressed,
        Optional<String> withoutLogits, List<Neighbour> neighbours, Provenance provenance) {
    public FeaturePage {
        promoted = List.copyOf(promoted);
        suppressed = List.copyOf(suppressed);
        neighbours = List.copyOf(neighbours);
    }

    /// A token.
    ///
    /// @param id in the vocabulary
    /// @param text of it
    /// @param effect on its logit
    public record TokenEffect(int id, String text, double effect) {}

    /// Another feature.
    ///
    /// @param feature its number
    /// @param cosine of both decoder rows
    public record Neighbour(int feature, double cosine) {}
}
