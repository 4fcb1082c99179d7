package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.demo.ModelAddresses;
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
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;

/// Opens and closes models. A model that cannot be opened leaves the open one as it is.
final class ModelOpener {
    private final LazySession session;
    private final ModelAddresses addresses;
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
            ModelAddresses addresses,
            Workspace workspace,
            TaskExecutor tasks,
            UserPreferences preferences,
            ErrorFunnel errors) {
        this.session = session;
        this.addresses = addresses;
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

    /// Opens a folder, a name in the local cache or a demo model, in the chosen type on the chosen device. A newer call
    /// replaces one that still loads.
    void open(String address) {
        open(address, () -> {}, () -> {});
    }

    /// The same.
    ///
    /// @param opened called once the model is open
    /// @param ended called last, however it went
    void open(String address, Runnable opened, Runnable ended) {
        String where = device.get();
        Dtype how = dtype.get();
        load(address, () -> session.get().open(new OpenRequest(addresses.locate(address), where, how)), opened, ended);
    }

    /// Reads what a model is and what it would take in memory; its weights stay on disk.
    void inspect(String location, Consumer<ModelCard> found) {
        String where = device.get();
        Dtype how = dtype.get();
        BackgroundTask.working("Looking at " + location,
                () -> session.get().inspect(new OpenRequest(addresses.locate(location), where, how)))
                .onSuccess(found).startWith(tasks);
    }

    /// Opens what is asked for. A newer call replaces one that still loads.
    void open(OpenRequest request) {
        load(address(request.location()), () -> session.get().open(request), () -> {}, () -> {});
    }

    /// How a person would name what lies there.
    static String address(ModelLocation location) {
        return switch (location) {
            case ModelLocation.Folder(Path path) -> path.toString();
            case ModelLocation.Named(String name, Path _) -> name;
            case ModelLocation.Cached(String repository) -> repository;
        };
    }

    private void load(String address, Supplier<Job<OpenModel>> open, Runnable opened, Runnable ended) {
        loading.start(BackgroundTask.asking("Opening " + address, open)
                .lane("open")
                .onSuccess(model -> {
                    show(model, address);
                    opened.run();
                })
                .onFailure(failure -> refused(address, failure))
                .onDropped(OpenModel::close)
                .onEnd(ended), tasks);
    }

    /// Closes the open model, and with it what it was compared with. Memory is freed in the background.
    void close() {
        workspace.comparedProperty().set(Optional.empty());
        leave();
    }

    /// A comparison goes on with the model that takes its place.
    private void leave() {
        Optional<OpenModel> open = workspace.modelProperty().get();
        workspace.clearSelection();
        workspace.runProperty().set(Optional.empty());
        workspace.modelProperty().set(Optional.empty());
        warning.ifPresent(errors::withdraw);
        warning = Optional.empty();
        open.ifPresent(this::free);
    }

    private void show(OpenModel model, String location) {
        leave();
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

    /// A recent model that is gone is offered no longer.
    private void refused(String address, SextantException failure) {
        errors.report(failure);
        if (preferences.get().recentModels().contains(address)) {
            BackgroundTask.working("Looking for " + address, () -> addresses.isGone(address)).onSuccess(gone -> {
                if (gone) {
                    preferences.change(now -> now.withoutRecentModel(address));
                }
            }).startWith(tasks);
        }
    }

    private void free(OpenModel model) {
        Callable<Boolean> closing = Executors.callable(() -> session.free(model), true);
        BackgroundTask.working("Closing " + model.card().name(), closing).startWith(tasks);
    }
}
