package org.sextant.app.attribution;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.sextant.app.attribution.AttributionInputs.PairsChoice;
import org.sextant.app.steering.BoardFiles;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.assets.world.Task;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.RunResult;

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
        BackgroundTask.working("Reading examples", () -> UsualPair.aligned(model, task).findFirst())
                .lane("attribution.pairs").onSuccess(found -> found.flatMap(TypedPair::of).ifPresent(pair -> {
                    inputs.take(pair, true);
                    taken.run();
                })).startWith(tasks);
    }

    /// Takes several pairs of a task, to average over.
    void examples(OpenModel model, Task task, Runnable taken) {
        BackgroundTask.working("Reading examples", () -> UsualPair.aligned(model, task).limit(SEVERAL).toList())
                .lane("attribution.pairs").onSuccess(pairs -> {
                    if (!pairs.isEmpty()) {
                        inputs.take(new PairsChoice(pairs.size() + " pairs, " + task.id(), pairs));
                        taken.run();
                    }
                }).startWith(tasks);
    }

    /// Takes what suits what has run: a demo model's own pair where a person has not typed the prompt, else that prompt.
    void look(OpenModel model, RunResult run, Runnable taken) {
        BackgroundTask.working("Looking for a pair", () -> UsualPair.typed(model, run)).lane("attribution.pairs")
                .onSuccess(pair -> {
                    inputs.take(pair, false);
                    taken.run();
                }).startWith(tasks);
    }

    /// Takes the prompt that has run as the clean one.
    void takeRun(OpenModel model, RunResult run) {
        BackgroundTask.working("Reading the prompt", () -> UsualPair.ofRun(model, run)).lane("attribution.pairs")
                .onSuccess(pair -> inputs.take(pair, true)).startWith(tasks);
    }

    /// Answers of the model for those that are empty.
    void answers(OpenModel model, TypedPair pair, boolean one, Consumer<TypedPair> found) {
        BackgroundTask.working(FIRST_ANSWERS, () -> UsualPair.answered(model, pair, one)).lane("attribution.answers")
                .onSuccess(found).startWith(tasks);
    }
}
