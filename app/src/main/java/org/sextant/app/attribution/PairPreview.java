package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Token;

/// The tokens of the pair that is typed, as soon as they are known. Lives on the UI thread.
final class PairPreview {
    private final AttributionInputs inputs;
    private final ObservableValue<Optional<OpenModel>> model;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<PairTokens> tokens = new ReadOnlyObjectWrapper<>(this, "tokens",
            PairTokens.NONE);

    PairPreview(AttributionInputs inputs, ObservableValue<Optional<OpenModel>> model, TaskExecutor tasks) {
        this.inputs = inputs;
        this.model = model;
        this.tasks = tasks;
        inputs.cleanProperty().subscribe((before, now) -> look());
        inputs.corruptProperty().subscribe((before, now) -> look());
        inputs.readingProperty().subscribe((before, now) -> look());
        inputs.fileProperty().subscribe((before, now) -> look());
        model.subscribe((before, now) -> look());
    }

    ReadOnlyObjectProperty<PairTokens> tokensProperty() {
        return tokens.getReadOnlyProperty();
    }

    private void look() {
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
