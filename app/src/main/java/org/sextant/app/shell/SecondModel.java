package org.sextant.app.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.state.Compared;
import org.sextant.app.state.GenerationSettings;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.Comparing;
import org.sextant.assets.demo.DemoModel;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.ModelPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;

/// Opens a second model beside the open one and closes it again. Whatever becomes of it, the first one stays as it is.
final class SecondModel implements Comparing {
    /// In place of an address: the open model itself, under the sliders.
    static final String STEERED = "steered";

    private final LazySession session;
    private final ModelAddresses addresses;
    private final Workspace workspace;
    private final TaskExecutor tasks;
    private final UserPreferences preferences;
    private final ModelOpener first;
    private final TaskSlot loading = new TaskSlot();
    private final ReadOnlyObjectWrapper<List<String>> offered = new ReadOnlyObjectWrapper<>(this, "offered", List.of());
    private List<DemoModel> demos = List.of();

    /// @param first says in which type and on which device models are opened
    SecondModel(
            LazySession session,
            ModelAddresses addresses,
            Workspace workspace,
            TaskExecutor tasks,
            UserPreferences preferences,
            ModelOpener first) {
        this.session = session;
        this.addresses = addresses;
        this.workspace = workspace;
        this.tasks = tasks;
        this.preferences = preferences;
        this.first = first;
        workspace.comparedProperty().subscribe((before, now) -> before.filter(left -> !now.equals(Optional.of(left)))
                .ifPresent(this::free));
        workspace.modelProperty().subscribe(_ -> offer());
        BackgroundTask.working("Looking for demo models", addresses::demos).onSuccess(found -> {
            demos = found;
            offer();
        }).startWith(tasks);
    }

    @Override
    public ReadOnlyObjectProperty<List<String>> offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyObjectProperty<Optional<RunningTask>> loadingProperty() {
        return loading.currentProperty();
    }

    /// Where no model is open, there is nothing to stand beside.
    @Override
    public void open(String address) {
        if (workspace.modelProperty().get().isEmpty()) {
            return;
        }
        String where = first.deviceProperty().get();
        Dtype how = first.dtypeProperty().get();
        loading.start(BackgroundTask.asking("Opening " + address + " to compare",
                () -> session.get().open(new OpenRequest(addresses.locate(address), where, how)))
                .lane("open.second")
                .onSuccess(model -> show(model, address))
                .onDropped(OpenModel::close), tasks);
    }

    @Override
    public void withSteered() {
        loading.cancel();
        workspace.comparedProperty().set(workspace.modelProperty().get().map(_ -> new Compared.Steered()));
    }

    /// What `ui --compare` names: an address, or [#STEERED].
    void choose(String what) {
        if (what.equals(STEERED)) {
            withSteered();
        } else {
            open(what);
        }
    }

    /// Ends the comparison; the memory of a second model is freed in the background.
    void end() {
        loading.cancel();
        workspace.comparedProperty().set(Optional.empty());
    }

    @Override
    public GenerationSettings writing() {
        return preferences.get().generation();
    }

    @Override
    public ModelPair pair(OpenModel a, OpenModel b) {
        return session.pair(a, b);
    }

    private void show(OpenModel model, String address) {
        if (workspace.modelProperty().get().isEmpty()) {
            free(model);
            return;
        }
        workspace.comparedProperty().set(Optional.of(new Compared.Other(model)));
        preferences.change(now -> now.withRecentModel(address));
    }

    /// Those of the open model's own shape first: they are the same net, trained further.
    private void offer() {
        Optional<ModelCard> open = workspace.modelProperty().get().map(OpenModel::card);
        offered.set(demos.stream().filter(demo -> open.filter(card -> card.name().equals(demo.address())).isEmpty())
                .sorted(Comparator.comparing(demo -> open.filter(card -> card.layers() == demo.layers()
                        && card.parameters() == demo.parameters()).isEmpty()))
                .map(DemoModel::address).toList());
    }

    private void free(Compared left) {
        if (left instanceof Compared.Other(OpenModel model)) {
            free(model);
        }
    }

    private void free(OpenModel model) {
        Callable<Boolean> closing = Executors.callable(() -> session.free(model), true);
        BackgroundTask.working("Closing " + model.card().name(), closing).startWith(tasks);
    }
}
