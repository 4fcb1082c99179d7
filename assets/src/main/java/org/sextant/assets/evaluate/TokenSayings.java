package org.sextant.assets.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The simple things that can be said of a token: which it is, what kind of word, what stands before or after it. Labels
/// of features are of this kind, so that they can be checked.
///
/// @param kinds words of a kind, by the kind's name
public record TokenSayings(Map<String, Set<String>> kinds) {
    public TokenSayings {
        kinds = Map.copyOf(kinds);
    }

    /// What can be said of the token at a position: `“rope”`, `a boat's name`, `after “the”`, `before a person's name`.
    public List<String> of(List<String> tokens, int position) {
        List<String> sayings = new ArrayList<>();
        String token = tokens.get(position).strip();
        sayings.add("“" + token + "”");
        sayings.addAll(kindsOf(token));
        if (position > 0) {
            add(sayings, "after ", tokens.get(position - 1).strip());
        }
        if (position + 1 < tokens.size()) {
            add(sayings, "before ", tokens.get(position + 1).strip());
        }
        return sayings;
    }

    private void add(List<String> sayings, String where, String word) {
        sayings.add(where + "“" + word + "”");
        kindsOf(word).forEach(kind -> sayings.add(where + kind));
    }

    private List<String> kindsOf(String word) {
        return kinds.entrySet().stream().filter(kind -> kind.getValue().contains(word)).map(Map.Entry::getKey)
                .sorted().toList();
    }
}
