package org.sextant.runtime.checkpoint;

import java.util.List;

/// A text as tokens.
///
/// @param ids rows of the embedding
/// @param spans where in the text each token came from, one for each id
public record EncodedText(List<Integer> ids, List<Span> spans) {
    public EncodedText {
        ids = List.copyOf(ids);
        spans = List.copyOf(spans);
    }

    /// A piece of the text. Several tokens share one span where a character takes several; a token that the text does
    /// not hold, such as one that begins every prompt, has an empty span.
    ///
    /// @param start index of the first `char`
    /// @param end index after the last
    public record Span(int start, int end) {}
}
