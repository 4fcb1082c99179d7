package org.sextant.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.Problem;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.TaskSlot;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;

/// Opens and closes models. A model that cannot be opened leaves the open one as it is.
final class ModelOpener {
    private final LazySession session;
    private final Workspace workspace;
    private final TaskExecutor tasks;
    private final UserPreferences preferences;
    private final ErrorFunnel errors;
    private final ObjectProperty<Dtype> dtype = new SimpleObjectProperty<>(this, "dtype", Dtype.FLOAT32);
    private final ObjectProperty<String> device = new SimpleObjectProperty<>(this, "device", "cpu");
    private final ReadOnlyObjectWrapper<List<String>> devices = new ReadOnlyObjectWrapper<>(this, "devices",
            List.of("cpu"));
    private final TaskSlot loading = new TaskSlot();
    private Optional<Problem> warning = Optional.empty();

    ModelOpener(
            LazySession session,
            Workspace workspace,
            TaskExecutor tasks,
            UserPreferences preferences,
            ErrorFunnel errors) {
        this.session = session;
        this.workspace = workspace;
        this.tasks = tasks;
        this.preferences = preferences;
        this.errors = errors;
    }

    /// The type that the next model is computed in.
    ObjectProperty<Dtype> dtypeProperty() {
        return dtype;
    }

    /// Where the next model is computed.
    ObjectProperty<String> deviceProperty() {
        return device;
    }

    /// The devices to choose from; only `cpu` until the runtime has looked.
    ReadOnlyObjectProperty<List<String>> devicesProperty() {
        return devices.getReadOnlyProperty();
    }

    /// The loading that is going on.
    ReadOnlyObjectProperty<Optional<RunningTask>> loadingProperty() {
        return loading.currentProperty();
    }

    /// Starts the runtime ahead of its first use and looks for devices.
    void warmUp() {
        BackgroundTask.working("Starting the engine", () -> session.get().devices())
                .onSuccess(devices::set)
                .startWith(tasks);
    }

    /// Opens a folder, or a name in the local cache, in the chosen type on the chosen device. A newer call replaces
    /// one that still loads.
    void open(String location) {
        open(new OpenRequest(ModelLocation.parse(location), device.get(), dtype.get()));
    }

    /// Reads what a model is and what it would take in memory; its weights stay on disk.
    void inspect(String location, Consumer<ModelCard> found) {
        var request = new OpenRequest(ModelLocation.parse(location), device.get(), dtype.get());
        BackgroundTask.working("Looking at " + location, () -> session.get().inspect(request)).onSuccess(found)
                .startWith(tasks);
    }

    /// Opens what is asked for. A newer call replaces one that still loads.
    void open(OpenRequest request) {
        String location = switch (request.location()) {
            case ModelLocation.Folder(Path path) -> path.toString();
            case ModelLocation.Cached(String repository) -> repository;
        };
        loading.start(BackgroundTask.asking("Opening " + location, () -> session.get().open(request))
                .lane("open")
                .onSuccess(model -> show(model, location))
                .onFailure(failure -> refused(request.location(), location, failure))
                .onDropped(OpenModel::close), tasks);
    }

    /// Closes the open model and frees its memory in the background.
    void close() {
        Optional<OpenModel> open = workspace.modelProperty().get();
        workspace.clearSelection();
        workspace.runProperty().set(Optional.empty());
        workspace.modelProperty().set(Optional.empty());
        warning.ifPresent(errors::withdraw);
        warning = Optional.empty();
        open.ifPresent(this::free);
    }

    private void show(OpenModel model, String location) {
        close();
        workspace.modelProperty().set(Optional.of(model));
        warning = warningOf(model.card());
        warning.ifPresent(errors::show);
        preferences.change(now -> now.withRecentModel(location));
    }

    /// What the card warns of, in the banner.
    private static Optional<Problem> warningOf(ModelCard card) {
        List<String> warnings = card.warnings();
        int more = warnings.size() - 1;
        return warnings.stream().findFirst()
                .map(first -> Problem.warning(more == 0 ? first : first + " (and " + more + " more)", card.name(),
                        "the model's card (Ctrl+I) names what is known"));
    }

    /// A recent model whose folder is gone is offered no longer.
    private void refused(ModelLocation where, String location, SextantException failure) {
        errors.report(failure);
        if (where instanceof ModelLocation.Folder(Path folder)
                && preferences.get().recentModels().contains(location)) {
            BackgroundTask.working("Looking for " + location, () -> Files.exists(folder)).onSuccess(there -> {
                if (!there) {
                    preferences.change(now -> now.withoutRecentModel(location));
                }
            }).startWith(tasks);
        }
    }

    private void free(OpenModel model) {
        Callable<Boolean> closing = Executors.callable(model::close, true);
        BackgroundTask.working("Closing " + model.card().name(), closing).startWith(tasks);
    }
}
