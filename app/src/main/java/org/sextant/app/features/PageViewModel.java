package org.sextant.app.features;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.activations.LatestAnswer;
import org.sextant.app.activations.ResultCache;
import org.sextant.app.activations.Wish;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.FeaturePage;
import org.sextant.runtime.session.FeaturePageRequest;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SaeCard;

/// What the feature that is looked at is by its weights, and what a harvest tells of it.
final class PageViewModel {
    static final int TOP = 20;
    private static final PaneState.Empty NO_FEATURE = new PaneState.Empty("No feature is selected",
            "Click one in the table of the prompt, or type its number above.");
    private static final String LANE = "features.evidence";

    /// Which examples are shown.
    enum Examples {
        STRONGEST("Strongest", "Where the feature is strongest, one place a text"), RANDOM("Random",
                "Places drawn by lot from all where it is active");

        private final String title;
        private final String description;

        Examples(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    private final Workspace workspace;
    private final SaesViewModel saes;
    private final PromptViewModel prompt;
    private final HarvestViewModel harvest;
    private final TaskExecutor tasks;
    private final LatestAnswer<FeaturePage, FeaturePage> answer;
    private final ReadOnlyObjectWrapper<Optional<Evidence>> evidence = new ReadOnlyObjectWrapper<>(this, "evidence",
            Optional.empty());
    private final ObjectProperty<Examples> examples = new SimpleObjectProperty<>(this, "examples",
            Examples.STRONGEST);
    private boolean active;

    PageViewModel(Workspace workspace, SaesViewModel saes, PromptViewModel prompt, HarvestViewModel harvest,
            TaskExecutor tasks) {
        this.workspace = workspace;
        this.saes = saes;
        this.prompt = prompt;
        this.harvest = harvest;
        this.tasks = tasks;
        answer = new LatestAnswer<>("Feature", "features.page", tasks, new ResultCache());
        prompt.featureProperty().subscribe(this::refresh);
        saes.chosenProperty().subscribe(this::refresh);
        harvest.harvestedProperty().subscribe(this::read);
    }

    /// The feature by its weights.
    ReadOnlyObjectProperty<Optional<FeaturePage>> pageProperty() {
        return answer.valueProperty();
    }

    /// What the pane has to say.
    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return answer.stateProperty();
    }

    /// The feature by the harvest; empty without one.
    ReadOnlyObjectProperty<Optional<Evidence>> evidenceProperty() {
        return evidence.getReadOnlyProperty();
    }

    /// Which examples are shown.
    ObjectProperty<Examples> examplesProperty() {
        return examples;
    }

    void again() {
        answer.drop();
        refresh();
    }

    void setActive(boolean looking) {
        active = looking;
        if (looking) {
            refresh();
        } else {
            answer.drop();
        }
    }

    private void refresh() {
        OptionalInt feature = prompt.featureProperty().get();
        Optional<SaeCard> sae = saes.chosenProperty().get();
        Optional<OpenModel> model = workspace.modelProperty().get();
        if (feature.isEmpty() || sae.isEmpty() || model.isEmpty()) {
            answer.clear(NO_FEATURE);
        } else if (active) {
            answer.ask(Wish.unsteered(model.get(),
                    new FeaturePageRequest(saes.place(sae.get().folder()), feature.getAsInt(), TOP), page -> page));
        }
        read();
    }

    private void read() {
        OptionalInt feature = prompt.featureProperty().get();
        Optional<Path> store = harvest.harvestedProperty().get().map(HarvestViewModel.Harvested::store);
        Optional<OpenModel> model = workspace.modelProperty().get();
        if (feature.isEmpty() || store.isEmpty() || model.isEmpty()) {
            evidence.set(Optional.empty());
        } else if (active) {
            BackgroundTask.working("Reading the harvest",
                    () -> Evidence.read(store.get(), feature.getAsInt(), model.get()))
                    .lane(LANE).onSuccess(found -> evidence.set(Optional.of(found))).startWith(tasks);
        }
    }
}
