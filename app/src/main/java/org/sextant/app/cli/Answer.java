package org.sextant.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Request;

/// What there is to say about one prompt of a command.
///
/// @param number of the prompt, from 0 in the order of its file
/// @param label what its file calls it
record Answer<R>(int number, Optional<String> label, R value) {
    /// Asks a model about each prompt.
    static <R> List<Answer<R>> ask(
            ModelWork model,
            List<LabelledPrompt> prompts,
            Function<Prompt, Request<R>> request) {
        var answers = new ArrayList<Answer<R>>();
        for (LabelledPrompt prompt : prompts) {
            answers.add(new Answer<>(answers.size(), prompt.label(), model.ask(request.apply(prompt.prompt()))));
        }
        return answers;
    }

    static <R, S> List<Answer<S>> map(List<Answer<R>> answers, Function<? super R, ? extends S> change) {
        return answers.stream().map(
                answer -> new Answer<S>(answer.number(), answer.label(), change.apply(answer.value()))).toList();
    }
}
