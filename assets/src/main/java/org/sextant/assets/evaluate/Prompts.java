package org.sextant.assets.evaluate;

import java.util.List;
import java.util.stream.IntStream;

import org.sextant.assets.prompts.AskedToken;
import org.sextant.assets.world.PromptPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.steering.SteeringPlan;

/// Puts prompts with a right answer to a model.
final class Prompts {
    private final OpenModel model;

    Prompts(OpenModel model) {
        this.model = model;
    }

    /// A prompt and what the model makes of it.
    ///
    /// @param token that it asks for
    /// @param logits of the next token
    record Asked(AskedToken token, TensorValue logits) {
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

    Asked asked(PromptPair pair) {
        return asked(pair, SteeringPlan.NONE);
    }

    /// @param plan what is changed meanwhile
    Asked asked(PromptPair pair, SteeringPlan plan) {
        AskedToken token = AskedToken.of(pair,
                text -> model.tokenize(new Prompt.Text(text)).stream().map(Token::id).toList());
        TensorValue all = model.submit(new RunRequest(new Prompt.Ids(token.prompt()), List.of(), 1, true, plan)).await()
                .logits().orElseThrow();
        int vocabulary = all.size(-1);
        int last = (token.prompt().size() - 1) * vocabulary;
        return new Asked(token, TensorValue.of(all.slice(last, vocabulary), vocabulary));
    }

    /// The text of one token.
    String text(int id) {
        return model.tokenize(new Prompt.Ids(List.of(id))).getFirst().text();
    }
}
