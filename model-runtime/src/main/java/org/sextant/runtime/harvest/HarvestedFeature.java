package org.sextant.runtime.harvest;

import java.util.List;

/// What was counted of one feature.
///
/// @param feature its number
/// @param row how often and how strongly it was active
/// @param density share of tokens at which it was active
/// @param binWidth width of the bins of the histogram, which begin at 0; 0 for a feature that was never active
/// @param histogram tokens by activation
/// @param strongest where it was strongest, one place a text
/// @param random places drawn by lot from all texts in which it was active, strong or weak
/// @param together other features at the same tokens, the most frequent first
public record HarvestedFeature(int feature, HarvestSummary.Row row, double density, double binWidth,
        List<Integer> histogram, List<Example> strongest, List<Example> random, List<Together> together) {
    public HarvestedFeature {
        histogram = List.copyOf(histogram);
        strongest = List.copyOf(strongest);
        random = List.copyOf(random);
        together = List.copyOf(together);
    }

    /// A token in its context.
    ///
    /// @param text its number among the texts, or pieces of texts, of the corpus
    /// @param token of the text
    /// @param activation there
    /// @param firstToken of the context
    /// @param ids of the context
    /// @param activations of the feature at them
    public record Example(int text, int token, float activation, int firstToken, List<Integer> ids,
            List<Float> activations) {
        public Example {
            ids = List.copyOf(ids);
            activations = List.copyOf(activations);
        }
    }

    /// Another feature.
    ///
    /// @param feature its number
    /// @param tokens at which both were active
    /// @param jaccard tokens at which both were active, of those at which one or both were
    public record Together(int feature, long tokens, double jaccard) {}
}
