package org.sextant.app.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.chart.Numbers;
import org.sextant.app.state.UndoHistory;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.session.SaeCard;

/// What the features of the chosen SAE are called. Every change is written beside the SAE and can be taken back.
final class LabelsViewModel {
    private static final String LANE = "features.labels";

    /// Labels of an SAE as its file has them.
    private record Labels(Path sae, FeatureLabels labels) {}

    private final TaskExecutor tasks;
    private final ObjectProperty<Optional<Labels>> labels = new SimpleObjectProperty<>(this, "labels",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Map<Integer, String>> texts = new ReadOnlyObjectWrapper<>(this, "texts",
            Map.of());
    private UndoHistory<Optional<Labels>> history = new UndoHistory<>(labels);
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper(this, "canUndo");
    private final AtomicReference<Optional<Labels>> newest = new AtomicReference<>(Optional.empty());
    private final Object writing = new Object();
    private boolean reading;

    LabelsViewModel(SaesViewModel saes, TaskExecutor tasks) {
        this.tasks = tasks;
        labels.subscribe((before, now) -> changed(now));
        saes.chosenProperty().subscribe(this::read);
    }

    /// The labels by the numbers of their features.
    ReadOnlyObjectProperty<Map<Integer, String>> textsProperty() {
        return texts.getReadOnlyProperty();
    }

    /// What a feature is called; empty without a label.
    String of(int feature) {
        return texts.get().getOrDefault(feature, "");
    }

    /// How well the label holds on texts that it was not found with: `F1 0.93`; empty where nobody measured.
    String held(int feature) {
        return labels.get().flatMap(now -> now.labels().of(feature))
                .filter(label -> label.heldOut().isPresent())
                .map(label -> "F1 " + Numbers.brief(label.heldOut().getAsDouble())
                        + " on held-out texts")
                .orElse("");
    }

    /// Whether a change can be taken back.
    ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    /// Gives a feature another label and writes it.
    ///
    /// @param text empty for none
    void set(int feature, String text) {
        if (!text.strip().equals(of(feature))) {
            labels.get().ifPresent(
                    now -> history.change(Optional.of(new Labels(now.sae(), now.labels().with(feature, text)))));
        }
    }

    /// Takes the last change back, also in the file.
    void undo() {
        history.undo();
    }

    /// Writes all labels as Neuronpedia gives explanations.
    ///
    /// @param model its name
    void export(String model, Path file, Consumer<Path> saved) {
        labels.get().ifPresent(now -> BackgroundTask.working("Export", () -> {
            write(now.labels().neuronpedia(model, now.sae()), file);
            return file;
        }).onSuccess(saved).startWith(tasks));
    }

    private static void write(String text, Path file) {
        try {
            WholeFile.writeString(file, text);
        } catch (IOException failure) {
            throw new FeaturesException("the labels cannot be written (" + failure.getMessage() + ")", "to " + file,
                    "choose another place", failure);
        }
    }

    private void read(Optional<SaeCard> sae) {
        take(Optional.empty());
        sae.map(SaeCard::folder).ifPresent(path -> BackgroundTask
                .working("Reading labels", () -> new Labels(path, FeatureLabels.of(path))).lane(LANE)
                .onSuccess(found -> take(Optional.of(found))).startWith(tasks));
    }

    private void take(Optional<Labels> found) {
        reading = true;
        history = new UndoHistory<>(labels);
        canUndo.bind(history.canUndoProperty());
        labels.set(found);
        reading = false;
    }

    private void changed(Optional<Labels> now) {
        Map<Integer, String> next = new TreeMap<>();
        now.ifPresent(all -> all.labels().all().forEach((feature, label) -> next.put(feature, label.text())));
        texts.set(Map.copyOf(next));
        if (!reading && now.isPresent()) {
            newest.set(now);
            BackgroundTask.working("Saving labels", () -> writeNewest(now.get().sae())).startWith(tasks);
        }
    }

    /// Of changes in quick succession each writes what is newest then, so that none can come late.
    private Path writeNewest(Path sae) {
        synchronized (writing) {
            newest.get().filter(all -> all.sae().equals(sae)).ifPresent(all -> all.labels().write(sae));
        }
        return sae;
    }
}
