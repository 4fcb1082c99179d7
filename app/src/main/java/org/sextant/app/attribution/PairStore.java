package org.sextant.app.attribution;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.sextant.app.attribution.AttributionInputs.PairsChoice;
import org.sextant.app.steering.BoardFiles;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.assets.demo.DemoModel;
import org.sextant.assets.demo.DemoModels;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Token;

/// Brings pairs of prompts in: from a file, from the demo models' own, from what has run. What fails goes to the window's
/// banner.
final class PairStore {
    /// Tasks whose pairs have an answer and a wrong answer that are words.
    static final List<Task> TASKS = List.of(Task.INDIRECT_OBJECT, Task.FACTS, Task.AGREEMENT, Task.GREATER_THAN,
            Task.INDUCTION);
    /// Pairs of a task that are averaged over.
    static final int SEVERAL = 16;
    private static final String FIRST_ANSWERS = "Looking for answers";

    private final AttributionInputs inputs;
    private final TaskExecutor tasks;

    PairStore(AttributionInputs inputs, TaskExecutor tasks) {
        this.inputs = inputs;
        this.tasks = tasks;
    }

    /// Looks for the SAEs that lie beside a model.
    void shelve(OpenModel model) {
        Path folder = model.card().folder();
        BackgroundTask.working("Looking for SAEs", () -> BoardFiles.Shelf.of(folder).saes())
                .lane("attribution.saes").onSuccess(inputs::shelve).startWith(tasks);
    }

    /// Takes a file of pairs.
    ///
    /// @param taken hears when they are there
    void load(Path file, Runnable taken) {
        BackgroundTask
                .working("Reading pairs", () -> PairsFile.read(file, inputs.readingProperty().get() != Reading.PLAIN))
                .lane("attribution.pairs").onSuccess(pairs -> {
                    inputs.take(new PairsChoice(String.valueOf(file.getFileName()), pairs));
                    taken.run();
                }).startWith(tasks);
    }

    /// Takes the first pair of a task whose prompts have one length.
    void example(OpenModel model, Task task, Runnable taken) {
        BackgroundTask.working("Reading examples", () -> aligned(model, task).findFirst())
                .lane("attribution.pairs").onSuccess(found -> found.flatMap(TypedPair::of).ifPresent(pair -> {
                    inputs.take(pair, true);
                    taken.run();
                })).startWith(tasks);
    }

    /// Takes several pairs of a task, to average over.
    void examples(OpenModel model, Task task, Runnable taken) {
        BackgroundTask.working("Reading examples", () -> aligned(model, task).limit(SEVERAL).toList())
                .lane("attribution.pairs").onSuccess(pairs -> {
                    if (!pairs.isEmpty()) {
                        inputs.take(new PairsChoice(pairs.size() + " pairs, " + task.id(), pairs));
                        taken.run();
                    }
                }).startWith(tasks);
    }

    /// Takes what suits what has run: a demo model's own pair where a person has not typed the prompt, else that prompt.
    void look(OpenModel model, RunResult run, Runnable taken) {
        BackgroundTask.working("Looking for a pair", () -> usual(model, run)).lane("attribution.pairs")
                .onSuccess(pair -> {
                    inputs.take(pair, false);
                    taken.run();
                }).startWith(tasks);
    }

    /// Takes the prompt that has run as the clean one.
    void takeRun(OpenModel model, RunResult run) {
        BackgroundTask.working("Reading the prompt", () -> ofRun(model, run)).lane("attribution.pairs")
                .onSuccess(pair -> inputs.take(pair, true)).startWith(tasks);
    }

    /// Answers for those that are empty: the most likely token of each prompt, and where these are the same, the second
    /// of the corrupt one.
    void answers(OpenModel model, TypedPair pair, boolean one, Consumer<TypedPair> found) {
        BackgroundTask.working(FIRST_ANSWERS, () -> {
            Prediction answer = top(model, pair.reading().prompt(pair.clean())).getFirst();
            List<Prediction> others = top(model, pair.reading().prompt(one ? pair.clean() : pair.corrupt()));
            Prediction other = others.stream().filter(each -> each.id() != answer.id()).findFirst().orElse(answer);
            return pair.withAnswers(typed(pair, answer), one ? pair.wrong() : typed(pair, other));
        }).lane("attribution.answers").onSuccess(found).startWith(tasks);
    }

    private static List<Prediction> top(OpenModel model, Prompt prompt) {
        return model.submit(new RunRequest(prompt, List.of(), 2, false)).await().top();
    }

    private static String typed(TypedPair pair, Prediction token) {
        return pair.reading() == Reading.IDS ? Integer.toString(token.id()) : token.token();
    }

    private static Stream<ContrastPair> aligned(OpenModel model, Task task) {
        return PromptSets.pairs(task, Split.HELD_OUT).stream().map(PairStore::contrast)
                .filter(pair -> {
                    List<Token> clean = model.tokenize(pair.clean());
                    return clean.size() == model.tokenize(pair.corrupt()).size();
                });
    }

    private static ContrastPair contrast(PromptPair pair) {
        return ContrastPair.ofTexts(pair.clean(), pair.corrupt(), pair.answer(), pair.wrong());
    }

    private static TypedPair usual(OpenModel model, RunResult run) {
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

    /// The prompt as it was typed, read as it was read; where that cannot be told, its ids.
    private static TypedPair ofRun(OpenModel model, RunResult run) {
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
}
