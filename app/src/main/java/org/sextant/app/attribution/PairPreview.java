package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Token;

/// The tokens of the pair that is typed, and whether answers have several, as soon as they are known. Lives on the UI thread.
final class PairPreview {
    private final AttributionInputs inputs;
    private final ObservableValue<Optional<OpenModel>> model;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<PairTokens> tokens = new ReadOnlyObjectWrapper<>(this, "tokens",
            PairTokens.NONE);
    private final ReadOnlyBooleanWrapper longAnswers = new ReadOnlyBooleanWrapper(this, "longAnswers");

    PairPreview(AttributionInputs inputs, ObservableValue<Optional<OpenModel>> model, TaskExecutor tasks) {
        this.inputs = inputs;
        this.model = model;
        this.tasks = tasks;
        inputs.cleanProperty().subscribe((before, now) -> look());
        inputs.corruptProperty().subscribe((before, now) -> look());
        inputs.readingProperty().subscribe((before, now) -> look());
        inputs.fileProperty().subscribe((before, now) -> look());
        model.subscribe((before, now) -> look());
        inputs.answersProperty().subscribe((before, now) -> lookAtAnswers());
        inputs.wrongProperty().subscribe((before, now) -> lookAtAnswers());
    }

    ReadOnlyObjectProperty<PairTokens> tokensProperty() {
        return tokens.getReadOnlyProperty();
    }

    /// Whether an answer or a wrong one has several tokens.
    ReadOnlyBooleanProperty longAnswersProperty() {
        return longAnswers.getReadOnlyProperty();
    }

    private void lookAtAnswers() {
        Optional<OpenModel> open = model.getValue();
        boolean ready = open.isPresent() && inputs.missing().isEmpty();
        if (ready) {
            List<ContrastPair> pairs = inputs.pairs();
            BackgroundTask
                    .working("Reading the answers", () -> pairs.stream().anyMatch(pair -> isLong(open.get(), pair)))
                    .lane("attribution.answer-tokens").onSuccess(longAnswers::set)
                    .onFailure(_ -> longAnswers.set(false)).startWith(tasks);
        } else {
            longAnswers.set(false);
        }
    }

    private static boolean isLong(OpenModel model, ContrastPair pair) {
        return pair.target() instanceof ContrastPair.Target.Answers both
                && Stream.concat(both.answers().stream(), both.wrong().stream())
                        .anyMatch(answer -> count(model, pair.clean(), answer) > 1);
    }

    /// An answer's tokens as they come behind the prompt.
    private static int count(OpenModel model, Prompt prompt, Prompt answer) {
        if (answer instanceof Prompt.Text own && prompt instanceof Prompt.Text text) {
            return model.tokenize(new Prompt.Text(text.text() + own.text(), text.specialTokens())).size()
                    - model.tokenize(text).size();
        }
        return model.tokenize(answer).size();
    }

    private void look() {
        lookAtAnswers();
        Optional<OpenModel> open = model.getValue();
        TypedPair pair = inputs.pair();
        if (open.isEmpty() || inputs.fileProperty().get().isPresent()) {
            tokens.set(PairTokens.NONE);
            return;
        }
        BackgroundTask.working("Reading the pair", () -> new PairTokens(read(open.get(), pair, pair.clean()),
                read(open.get(), pair, pair.corrupt()))).lane("attribution.preview").onSuccess(tokens::set)
                .onFailure(_ -> tokens.set(PairTokens.NONE)).startWith(tasks);
    }

    private static List<Token> read(OpenModel model, TypedPair pair, String text) {
        boolean readable = pair.reading() != Reading.IDS || text.matches("[\\d\\s,]*");
        return text.isBlank() || !readable ? List.of() : model.tokenize(pair.reading().prompt(text));
    }
}
