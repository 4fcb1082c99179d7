package org.sextant.assets.evaluate;

import java.util.List;
import java.util.stream.IntStream;

import org.sextant.assets.world.PromptPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;

/// Puts prompts with a right answer to a model.
final class Prompts {
    private final OpenModel model;

    Prompts(OpenModel model) {
        this.model = model;
    }

    /// A prompt and what the model makes of it.
    ///
    /// @param tokens of the prompt
    /// @param logits of the next token
    /// @param answer id of the right token
    /// @param wrong id of the wrong token
    record Asked(List<Token> tokens, TensorValue logits, int answer, int wrong) {
        /// The most likely next token.
        int top() {
            return IntStream.range(0, logits.length())
                    .reduce((best, id) -> logits.flat(id) > logits.flat(best) ? id : best).orElseThrow();
        }
    }

    /// Whether the answers of the harbour are words of the model's tokenizer.
    boolean speaksHarbour() {
        return model.card().tokenizer().isPresent()
                && model.tokenize(new Prompt.Text("Anna gave the rope to Tom", false)).size() == 6;
    }

    /// The text with the right answer and the text with the wrong one part at the token that is asked for.
    Asked asked(PromptPair pair) {
        List<Token> right = model.tokenize(new Prompt.Text(pair.clean() + pair.answer()));
        List<Token> wrong = model.tokenize(new Prompt.Text(pair.clean() + pair.wrong()));
        int parting = 0;
        while (right.get(parting).id() == wrong.get(parting).id()) {
            parting++;
        }
        List<Token> prompt = right.subList(0, parting);
        TensorValue all = model.submit(new RunRequest(new Prompt.Ids(prompt.stream().map(Token::id).toList()),
                List.of(), 1, true)).await().logits().orElseThrow();
        int vocabulary = all.size(-1);
        return new Asked(prompt, TensorValue.of(all.slice((parting - 1) * vocabulary, vocabulary), vocabulary),
                right.get(parting).id(), wrong.get(parting).id());
    }

    /// The text of one token.
    String text(int id) {
        return model.tokenize(new Prompt.Ids(List.of(id))).getFirst().text();
    }
}
