package org.sextant.runtime.session;

import java.util.List;
import java.util.Optional;

/// Two models on one prompt.
///
/// @param tokensA the prompt as the first model reads it
/// @param tokensB the prompt as the second one does
/// @param alignment which positions belong together
/// @param layers which layers stand beside each other
/// @param cosine `[layers, pairs]` cosine between both activations; NaN where the widths differ
/// @param normRatio `[layers, pairs]` norm of the second side's activation ÷ that of the first side's
/// @param positions what is predicted, one for each pair of positions
/// @param sharedVocabulary how many tokens both know by the same id, over which `kl` and `js` run; empty where the
///         vocabularies differ, so that there are none
/// @param notes what is worth knowing, such as why a figure is missing
/// @param provenanceA how to get the first side again
/// @param provenanceB how to get the second side again
public record ComparePromptResult(
        List<Token> tokensA,
        List<Token> tokensB,
        PositionPairs alignment,
        List<LayerPair> layers,
        TensorValue cosine,
        TensorValue normRatio,
        List<PositionDifference> positions,
        Optional<Integer> sharedVocabulary,
        List<String> notes,
        Provenance provenanceA,
        Provenance provenanceB) {
    public ComparePromptResult {
        tokensA = List.copyOf(tokensA);
        tokensB = List.copyOf(tokensB);
        layers = List.copyOf(layers);
        positions = List.copyOf(positions);
        notes = List.copyOf(notes);
    }
}
