package org.sextant.app.compare;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.ContrastPair.Target;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RequestException;
import org.sextant.runtime.session.Token;

/// Whether token ids mean the same to two models. Special tokens may have other names. Not for the UI thread.
///
/// @param a the model whose ids they are
/// @param b the model that is to read them
record SharedIds(OpenModel a, OpenModel b) {
    /// @throws RequestException if a pair holds ids that mean other tokens to the second model
    void require(List<ContrastPair> pairs) {
        pairs.stream().flatMap(SharedIds::prompts).forEach(this::require);
    }

    private static Stream<Prompt> prompts(ContrastPair pair) {
        return Stream.concat(Stream.of(pair.clean(), pair.corrupt()), switch (pair.target()) {
            case Target.Answers two -> Stream.concat(two.answers().stream(), two.wrong().stream());
            case Target.Weights sum ->
                Stream.of(new Prompt.Ids(sum.weights().stream().map(each -> each.id()).toList()));
        });
    }

    /// @throws RequestException if the prompt is ids that mean other tokens to the second model
    void require(Prompt prompt) {
        if (prompt instanceof Prompt.Ids ids && !a.equals(b) && !alike(ids)) {
            throw new RequestException("token ids mean other tokens to the other model",
                    "in the prompt for " + a.card().name() + " and " + b.card().name(),
                    "give prompt and answers as text");
        }
    }

    private boolean alike(Prompt.Ids ids) {
        try {
            List<Token> first = a.tokenize(ids);
            List<Token> second = b.tokenize(ids);
            return IntStream.range(0, first.size()).allMatch(i -> alike(first.get(i), second.get(i)));
        } catch (SextantException outOfRange) {
            return false;
        }
    }

    private static boolean alike(Token first, Token second) {
        return (first.special() && second.special()) || first.text().equals(second.text());
    }
}
