package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;

import org.sextant.app.state.Selection;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Token;

/// The selection in words: `token 13 “·to” › layer 4 › head 2`.
final class Breadcrumb {
    private Breadcrumb() {}

    /// Empty where nothing is selected.
    static String of(Selection selection, List<Token> tokens) {
        List<String> steps = new ArrayList<>();
        selection.token().ifPresent(position -> steps.add(token(position, tokens)));
        selection.layer().ifPresent(layer -> steps.add("layer " + layer));
        selection.head().ifPresent(head -> steps.add("head " + head));
        selection.dimension().ifPresent(dimension -> steps.add("dimension " + dimension));
        selection.expert().ifPresent(expert -> steps.add("expert " + expert));
        selection.feature().ifPresent(feature -> steps.add(feature.words()));
        return String.join(" › ", steps);
    }

    private static String token(int position, List<Token> tokens) {
        return position < tokens.size()
                ? "token " + position + " “" + VisibleText.of(tokens.get(position).text()) + "”"
                : "token " + position;
    }
}
