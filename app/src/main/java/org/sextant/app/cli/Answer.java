package org.sextant.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Request;

/// What there is to say about one prompt of a command.
///
/// @param number of the prompt, from 0 in the order of its file
/// @param label what its file calls it
record Answer<R>(int number, Optional<String> label, R value) {
    /// Asks a model about each prompt when its answer is taken from the stream, and keeps none: a file of any length is
    /// gone through with the memory of one prompt.
    static <R> Stream<Answer<R>> ask(
            ModelWork model,
            List<LabelledPrompt> prompts,
            Function<Prompt, Request<R>> request) {
        return ask(prompts, prompt -> model.ask(request.apply(prompt)));
    }

    /// The same for what takes more than one question.
    ///
    /// @param asking gets what there is to say about a prompt
    static <R> Stream<Answer<R>> ask(List<LabelledPrompt> prompts, Function<Prompt, R> asking) {
        return IntStream.range(0, prompts.size()).mapToObj(number -> {
            LabelledPrompt prompt = prompts.get(number);
            return new Answer<>(number, prompt.label(), asking.apply(prompt.prompt()));
        });
    }

    <S> Answer<S> map(Function<? super R, ? extends S> change) {
        return new Answer<>(number, label, change.apply(value));
    }
}
