package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;

import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.Problem;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.FeatureVectorRequest;
import org.sextant.runtime.session.SaeCard;

/// Which feature of which SAE becomes a vector.
final class FeatureInputs {
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<List<Path>> saes = new ReadOnlyObjectWrapper<>(this, "saes", List.of());
    private final ReadOnlyObjectWrapper<Optional<Path>> sae = new ReadOnlyObjectWrapper<>(this, "sae",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<SaeCard>> card = new ReadOnlyObjectWrapper<>(this, "card",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(this, "problem",
            Optional.empty());
    private final IntegerProperty feature = new SimpleIntegerProperty(this, "feature");

    FeatureInputs(TaskExecutor tasks) {
        this.tasks = tasks;
    }

    /// The folders to choose from.
    ReadOnlyObjectProperty<List<Path>> saesProperty() {
        return saes.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Path>> saeProperty() {
        return sae.getReadOnlyProperty();
    }

    /// What the chosen SAE is, once it has been read.
    ReadOnlyObjectProperty<Optional<SaeCard>> cardProperty() {
        return card.getReadOnlyProperty();
    }

    /// Why the chosen folder is none.
    ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    IntegerProperty featureProperty() {
        return feature;
    }

    /// The SAEs that lie beside the model.
    void shelve(List<Path> folders) {
        saes.set(List.copyOf(folders));
        sae.set(Optional.empty());
        card.set(Optional.empty());
        problem.set(Optional.empty());
        folders.stream().findFirst().ifPresent(this::choose);
    }

    /// Takes an SAE, which may be one that was not offered.
    void choose(Path folder) {
        if (!saes.get().contains(folder)) {
            saes.set(Stream.concat(saes.get().stream(), Stream.of(folder)).toList());
        }
        sae.set(Optional.of(folder));
        card.set(Optional.empty());
        problem.set(Optional.empty());
        BackgroundTask.working("Reading the SAE", () -> SaeCard.read(folder)).lane("steering.sae")
                .onSuccess(read -> card.set(Optional.of(read)))
                .onFailure(failure -> problem.set(Optional.of(
                        Problem.warning(failure.what(), failure.where(), failure.remedy()))))
                .startWith(tasks);
    }

    /// Empty while no SAE is chosen.
    Optional<FeatureVectorRequest> request() {
        return sae.get().map(folder -> new FeatureVectorRequest(folder, feature.get()));
    }
}
