package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.ViewContext;
import org.sextant.assets.demo.DemoModel;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;

/// What there is to begin with: the demo models and what to try with each, and models that were fetched before.
final class StartModel implements ViewContext.Demos {
    private final ModelAddresses addresses;
    private final TaskExecutor tasks;
    private final ModelOpener models;
    private final PromptModel prompt;
    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<List<DemoModel>> demos = new ReadOnlyObjectWrapper<>(this, "demos", List.of());
    private final ReadOnlyObjectWrapper<List<String>> cached = new ReadOnlyObjectWrapper<>(this, "cached", List.of());
    private final ReadOnlyObjectWrapper<Optional<DemoModel>> openDemo = new ReadOnlyObjectWrapper<>(this, "openDemo",
            Optional.empty());
    private final ReadOnlyBooleanWrapper beginning = new ReadOnlyBooleanWrapper(this, "beginning");
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean looked;

    StartModel(
            ModelAddresses addresses,
            ModelOpener models,
            PromptModel prompt,
            Workspace workspace,
            TaskExecutor tasks) {
        this.addresses = addresses;
        this.tasks = tasks;
        this.models = models;
        this.prompt = prompt;
        this.workspace = workspace;
        openDemo.bind(Bindings.createObjectBinding(() -> workspace.modelProperty().get().flatMap(this::demoOf),
                workspace.modelProperty(), demos));
        BackgroundTask.working("Looking for demo models", addresses::demos).onSuccess(demos::set)
                .onEnd(this::lookedForDemos).startWith(tasks);
        lookIntoCache();
    }

    /// The demo models at hand; none until they have been looked for.
    ReadOnlyObjectProperty<List<DemoModel>> demosProperty() {
        return demos.getReadOnlyProperty();
    }

    /// The models of the local Hugging Face cache, as they were when somebody last looked.
    ReadOnlyObjectProperty<List<String>> cachedProperty() {
        return cached.getReadOnlyProperty();
    }

    /// Looks for what has been fetched meanwhile.
    void lookIntoCache() {
        BackgroundTask.working("Looking into the Hugging Face cache", addresses::cached).lane("start.cache")
                .onSuccess(cached::set).startWith(tasks);
    }

    /// The demo model that is open.
    ReadOnlyObjectProperty<Optional<DemoModel>> openDemoProperty() {
        return openDemo.getReadOnlyProperty();
    }

    /// Whether the window is about to open its first model.
    ReadOnlyBooleanProperty beginningProperty() {
        return beginning.getReadOnlyProperty();
    }

    /// Opens the first demo model, if there is one, as a window does that is asked for nothing else.
    void begin() {
        beginning.set(true);
        onceLooked(this::openFirst);
    }

    private void onceLooked(Runnable next) {
        if (looked) {
            next.run();
        } else {
            waiting.add(next);
        }
    }

    private void lookedForDemos() {
        looked = true;
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    private void openFirst() {
        Optional<DemoModel> first = demos.get().stream().findFirst();
        if (first.isEmpty() || workspace.modelProperty().get().isPresent()) {
            beginning.set(false);
        } else {
            open(first.get().address(), () -> beginning.set(false));
        }
    }

    @Override
    public List<String> withExperts() {
        return demos.get().stream().filter(DemoModel::hasExperts).map(DemoModel::address).toList();
    }

    /// Opens a model. A demo model then runs what is typed, or its first prompt where nothing is.
    @Override
    public void open(String address) {
        onceLooked(() -> open(address, () -> {}));
    }

    private void open(String address, Runnable ended) {
        models.open(address, () -> openDemo.get().ifPresent(demo -> {
            if (prompt.isBlank()) {
                prompt.set(new Prompt.Text(demo.firstPrompt()));
            }
            prompt.run();
        }), ended);
    }

    /// Runs a suggestion on its demo model, which is opened if it is not.
    void tryOut(DemoModel demo, DemoModel.Suggestion suggestion) {
        Runnable run = () -> {
            prompt.set(new Prompt.Text(suggestion.prompt()));
            prompt.run();
        };
        if (openDemo.get().filter(demo::equals).isPresent()) {
            run.run();
        } else {
            models.open(demo.address(), run, () -> {});
        }
    }

    private Optional<DemoModel> demoOf(OpenModel model) {
        return demos.get().stream().filter(demo -> demo.address().equals(model.card().name())).findFirst();
    }
}
