package org.sextant.app.state;

import java.util.List;

import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RequestException;
import org.sextant.runtime.session.Token;

/// A word that a person types for one token of a model.
public final class OneToken {
    private OneToken() {}

    /// The token. A blank token before the word, which some tokenizers make, is passed over.
    ///
    /// @param word with its leading space, where it has one
    /// @param where it was given, for the message
    /// @throws RequestException if the word is not one token
    public static Token of(OpenModel model, String word, String where) {
        List<Token> all = model.tokenize(new Prompt.Text(word, false));
        List<Token> tokens = all.size() == 1 ? all : all.stream().dropWhile(token -> token.text().isBlank()).toList();
        if (tokens.size() != 1) {
            throw new RequestException("the word is " + tokens.size() + " tokens and not one",
                    where + " \"" + word + "\"", "choose a word that is one token of this model");
        }
        return tokens.getFirst();
    }
}
