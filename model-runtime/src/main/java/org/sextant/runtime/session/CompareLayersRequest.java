package org.sextant.runtime.session;

import java.util.Set;

import org.sextant.runtime.compare.Similarity;

/// How alike the layers of two models are over many texts, every layer of the one with every layer of the other. It
/// takes as much memory for a million tokens as for some thousand, and less for a prompt.
///
/// @param texts what goes in
/// @param a the first side
/// @param b the second side
/// @param statistics what to compute
/// @param limits how much of the texts counts
public record CompareLayersRequest(
        CompareTexts texts,
        CompareSide a,
        CompareSide b,
        Set<Similarity> statistics,
        Limits limits) implements PairRequest<CompareLayersResult> {
    public CompareLayersRequest {
        statistics = Set.copyOf(statistics);
    }

    /// How much counts.
    ///
    /// @param longest tokens of a text that are read at the most, by either model
    /// @param skipped pairs of positions at the start of each text that are passed over; the activations of a first token
    ///         are often many times larger than all others
    /// @param sample tokens that are kept for statistics that need single ones
    public record Limits(int longest, int skipped, int sample) {
        /// Texts of 512 tokens, every token counts, 2000 are kept.
        public static final Limits DEFAULT = new Limits(512, 0, 2000);
    }
}
