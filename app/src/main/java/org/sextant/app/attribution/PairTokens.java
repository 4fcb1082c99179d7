package org.sextant.app.attribution;

import java.util.List;
import java.util.stream.IntStream;

import org.sextant.runtime.session.Token;

/// Two prompts as tokens.
record PairTokens(List<Token> clean, List<Token> corrupt) {
    static final PairTokens NONE = new PairTokens(List.of(), List.of());

    PairTokens {
        clean = List.copyOf(clean);
        corrupt = List.copyOf(corrupt);
    }

    /// Whether both have as many tokens.
    boolean align() {
        return clean.size() == corrupt.size();
    }

    /// How many tokens both begin with.
    int prefix() {
        int shorter = Math.min(clean.size(), corrupt.size());
        return IntStream.range(0, shorter).filter(at -> clean.get(at).id() != corrupt.get(at).id()).findFirst()
                .orElse(shorter);
    }

    /// How many tokens both end with, beside those that they begin with.
    int suffix() {
        int most = Math.min(clean.size(), corrupt.size()) - prefix();
        return IntStream.range(0, most).filter(back -> clean.get(clean.size() - 1 - back).id() != corrupt
                .get(corrupt.size() - 1 - back).id()).findFirst().orElse(most);
    }

    /// Whether a token of one prompt is another in the other: where lengths differ, all that lies between the common
    /// beginning and the common end.
    ///
    /// @param ofClean whose token
    boolean differs(boolean ofClean, int position) {
        if (clean.isEmpty() || corrupt.isEmpty()) {
            return false;
        }
        if (align()) {
            return clean.get(position).id() != corrupt.get(position).id();
        }
        int length = ofClean ? clean.size() : corrupt.size();
        return position >= prefix() && position < length - suffix();
    }
}
