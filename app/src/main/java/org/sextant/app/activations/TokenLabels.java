package org.sextant.app.activations;

import java.util.List;
import java.util.OptionalInt;

import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Token;

/// Axis labels and positions of a prompt's tokens.
final class TokenLabels {
    /// Title of an axis of tokens.
    static final String AXIS = "token";

    private TokenLabels() {}

    static List<String> of(List<Token> tokens) {
        return tokens.stream().map(token -> VisibleText.of(token.text())).toList();
    }

    /// The position if the prompt has it.
    static OptionalInt within(List<Token> tokens, OptionalInt position) {
        return position.isPresent() && position.getAsInt() < tokens.size() ? position : OptionalInt.empty();
    }
}
