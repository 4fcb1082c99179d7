package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.sextant.app.state.PromptFile;
import org.sextant.app.steering.PromptTexts.Side;
import org.sextant.app.steering.VectorQuestion.RefusalChoice;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.Problem;
import org.sextant.app.task.TaskExecutor;
import org.sextant.assets.prompts.ContrastLists;
import org.sextant.assets.prompts.ContrastLists.Subject;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.RefusalDirectionRequest.Candidates;
import org.sextant.runtime.session.RefusalDirectionRequest.Limits;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;

/// Brings lists of prompts in and vectors out. Files are read and written away from the UI thread; what fails goes to the
/// window's banner.
final class VectorStore {
    /// So small a model decides to refuse at its end: the middle and the end of its last block are candidates too.
    private static final Candidates REFUSAL_CANDIDATES = new Candidates(
            List.of(SiteKind.RESID_PRE, SiteKind.RESID_MID, SiteKind.RESID_POST), List.of(), true);
    private static final Limits REFUSAL_LIMITS = new Limits(1, 0.1, 0);

    private final VectorInputs inputs;
    private final CombineInputs combine;
    private final FeatureInputs feature;
    private final TaskExecutor tasks;
    private final ErrorFunnel errors;

    VectorStore(VectorInputs inputs, CombineInputs combine, FeatureInputs feature, TaskExecutor tasks,
            ErrorFunnel errors) {
        this.inputs = inputs;
        this.combine = combine;
        this.feature = feature;
        this.tasks = tasks;
        this.errors = errors;
    }

    /// Looks for what lies beside a model.
    void look(Optional<OpenModel> model) {
        combine.forget();
        feature.shelve(List.of());
        model.map(OpenModel::card).map(ModelCard::folder).ifPresent(folder -> BackgroundTask
                .working("Looking for vectors", () -> BoardFiles.Shelf.of(folder)).lane("steering.sources")
                .onSuccess(shelf -> {
                    combine.shelve(shelf.vectors());
                    feature.shelve(shelf.saes());
                }).startWith(tasks));
    }

    /// Writes a vector in the format that the ending says, and tells what other programs would make of it.
    void save(SteeringVector vector, Path file, Consumer<Path> saved) {
        BackgroundTask.working("Saving the vector", () -> {
            VectorFile.write(vector, file);
            return VectorFile.cautions(vector, file);
        }).onSuccess(cautions -> {
            saved.accept(file);
            if (!cautions.isEmpty()) {
                errors.show(Problem.warning("Other programs may read this file otherwise", file.toString(),
                        String.join(" ", cautions)));
            }
        }).startWith(tasks);
    }

    /// Takes a file of prompts for one of the lists.
    void load(Side side, Path file) {
        BackgroundTask.working("Reading prompts", () -> String.join("\n", PromptFile.lines(file)))
                .onSuccess(inputs.text(side)::set).startWith(tasks);
    }

    /// Takes the lists that a demo model's vector was made from, with how that was done.
    void example(Subject subject) {
        BackgroundTask.working("Reading the example lists", subject::lists).lane("steering.example")
                .onSuccess(lists -> take(subject, lists)).startWith(tasks);
    }

    private void take(Subject subject, ContrastLists lists) {
        inputs.text(Side.POSITIVE).set(String.join("\n", lists.positive()));
        inputs.text(Side.NEGATIVE).set(String.join("\n", lists.negative()));
        inputs.text(Side.HELD_POSITIVE).set("");
        inputs.text(Side.HELD_NEGATIVE).set("");
        inputs.text(Side.KEPT).set(String.join("\n", lists.kept()));
        if (subject == Subject.REFUSAL) {
            inputs.methodProperty().set(VectorMethod.REFUSAL);
            if (inputs.canConverseProperty().get()) {
                inputs.refusalProperty().set(new RefusalChoice(REFUSAL_CANDIDATES, REFUSAL_LIMITS,
                        RefusalChoice.USUAL.begins()));
            }
        } else {
            inputs.methodProperty().set(VectorMethod.LEARNT);
            inputs.conversationsProperty().set(false);
            inputs.courseProperty().set(inputs.courseProperty().get().keeping(lists.keeping(), lists.dearest()));
        }
    }
}
