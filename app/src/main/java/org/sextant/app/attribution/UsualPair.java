package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.sextant.assets.demo.DemoModel;
import org.sextant.assets.demo.DemoModels;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Token;

/// What is asked about a prompt while a person has typed no pair. Asks the model and waits: not for the UI thread.
public final class UsualPair {
    private UsualPair() {}

    /// A demo model's own pair where a person has not typed the prompt, else that prompt; with the answers that the model
    /// gives.
    ///
    /// @throws AttributionException if the settings need another prompt too
    public static ContrastPair of(OpenModel model, RunResult run, AttributionSettings settings) {
        boolean one = settings.method().ofTokens();
        TypedPair pair = typed(model, run);
        pair.missing(one).ifPresent(missing -> {
            throw new AttributionException(missing);
        });
        return (pair.leavesAnswers(one) ? answered(model, pair, one) : pair).contrast(one);
    }

    /// The pair without answers of the model.
    static TypedPair typed(OpenModel model, RunResult run) {
        String name = model.card().name();
        Optional<DemoModel> demo = name.startsWith(DemoModel.PREFIX)
                ? DemoModels.bundled().find(name.substring(DemoModel.PREFIX.length()))
                : Optional.empty();
        String prompt = run.provenance().prompt();
        boolean offered = demo.filter(shipped -> shipped.firstPrompt().equals(prompt) || shipped.suggestions().stream()
                .anyMatch(each -> each.prompt().equals(prompt))).isPresent();
        return (offered ? aligned(model, Task.INDIRECT_OBJECT).findFirst().flatMap(TypedPair::of) : Optional
                .<TypedPair>empty()).orElseGet(() -> ofRun(model, run));
    }

    /// Pairs of a task whose prompts have one length.
    static Stream<ContrastPair> aligned(OpenModel model, Task task) {
        return PromptSets.pairs(task, Split.HELD_OUT).stream().map(UsualPair::contrast)
                .filter(pair -> {
                    List<Token> clean = model.tokenize(pair.clean());
                    return clean.size() == model.tokenize(pair.corrupt()).size();
                });
    }

    private static ContrastPair contrast(PromptPair pair) {
        return ContrastPair.ofTexts(pair.clean(), pair.corrupt(), pair.answer(), pair.wrong());
    }

    /// The prompt as it was typed, read as it was read; where that cannot be told, its ids.
    static TypedPair ofRun(OpenModel model, RunResult run) {
        String prompt = run.provenance().prompt();
        List<Integer> ids = run.provenance().ids();
        if (model.card().tokenizer().isPresent()) {
            for (Reading reading : List.of(Reading.TEXT, Reading.PLAIN)) {
                if (model.tokenize(reading.prompt(prompt)).stream().map(Token::id).toList().equals(ids)) {
                    return new TypedPair(prompt, "", "", "", reading);
                }
            }
        }
        return new TypedPair(ids.stream().map(String::valueOf).collect(Collectors.joining(", ")), "", "", "",
                Reading.IDS);
    }

    /// Answers for those that are empty: the most likely token of each prompt, and where these are the same, the second
    /// of the corrupt one.
    static TypedPair answered(OpenModel model, TypedPair pair, boolean one) {
        Prediction answer = top(model, pair.reading().prompt(pair.clean())).getFirst();
        List<Prediction> others = top(model, pair.reading().prompt(one ? pair.clean() : pair.corrupt()));
        Prediction other = others.stream().filter(each -> each.id() != answer.id()).findFirst().orElse(answer);
        return pair.withAnswers(typed(pair, answer), one ? pair.wrong() : typed(pair, other));
    }

    private static List<Prediction> top(OpenModel model, Prompt prompt) {
        return model.submit(new RunRequest(prompt, List.of(), 2, false)).await().top();
    }

    private static String typed(TypedPair pair, Prediction token) {
        return pair.reading() == Reading.IDS ? Integer.toString(token.id()) : token.token();
    }
}
