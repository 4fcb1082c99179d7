package org.sextant.runtime.session;

import java.util.List;

/// A prompt, and which of its tokens a rule means.
///
/// @param tokens the whole prompt
/// @param read positions; of several the mean is read
public record ReadTokens(List<Token> tokens, List<Integer> read) {
    public ReadTokens {
        tokens = List.copyOf(tokens);
        read = List.copyOf(read);
    }
}
