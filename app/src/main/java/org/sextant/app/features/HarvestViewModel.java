package org.sextant.app.features;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.harvest.HarvestSummary;
import org.sextant.runtime.session.HarvestRequest;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SaeCard;

/// What the features of the chosen SAE do on a corpus: counted in the background, gone on with after a break, found
/// again by SAE.
final class HarvestViewModel {
    private static final PaneState NOTHING_HARVESTED = new PaneState.Empty("Nothing has been harvested",
            "Choose a file of texts, then press Harvest: it counts where each feature is active.");
    private static final String STORE_LANE = "features.store";
    private static final String HARVEST_LANE = "features.harvest";

    /// A harvest that can be read.
    ///
    /// @param store its file
    record Harvested(Path store, HarvestSummary summary) {}

    private final Workspace workspace;
    private final SaesViewModel saes;
    private final TaskExecutor tasks;
    private final HarvestFolder folder;
    private final CorpusViewModel corpus = new CorpusViewModel(HarvestRequest.ENOUGH_TOKENS);
    private final TaskSlot harvesting = new TaskSlot();
    private final ReadOnlyObjectWrapper<Optional<Harvested>> harvested = new ReadOnlyObjectWrapper<>(this, "harvested",
            Optional.empty());
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state",
            NOTHING_HARVESTED);

    HarvestViewModel(Workspace workspace, SaesViewModel saes, TaskExecutor tasks, HarvestFolder folder) {
        this.workspace = workspace;
        this.saes = saes;
        this.tasks = tasks;
        this.folder = folder;
        saes.chosenProperty().subscribe(this::forget);
    }

    CorpusViewModel corpus() {
        return corpus;
    }

    /// The newest harvest of the chosen SAE, be it whole or not.
    ReadOnlyObjectProperty<Optional<Harvested>> harvestedProperty() {
        return harvested.getReadOnlyProperty();
    }

    /// What a pane of the harvest has to say.
    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// The harvest while it runs.
    ReadOnlyObjectProperty<Optional<RunningTask>> harvestingProperty() {
        return harvesting.currentProperty();
    }

    /// Counts, or goes on with what was broken off.
    void harvest() {
        Optional<OpenModel> model = workspace.modelProperty().get();
        Optional<SaeCard> sae = saes.chosenProperty().get();
        Optional<Path> texts = corpus.fileProperty().get();
        if (model.isPresent() && sae.isPresent() && texts.isPresent()) {
            Path path = sae.get().folder();
            long tokens = corpus.tokensProperty().get();
            BackgroundTask.working("Preparing the harvest",
                    () -> folder.store(model.get().card(), path, texts.get(), tokens))
                    .onSuccess(store -> count(model.get(),
                            new HarvestRequest(saes.place(path), texts.get(), tokens, store)))
                    .startWith(tasks);
        }
    }

    private void count(OpenModel model, HarvestRequest request) {
        harvesting.start(BackgroundTask.asking("Harvest of " + SaesViewModel.name(request.sae().path()),
                () -> model.submit(request)).lane(HARVEST_LANE).onFailure(this::cannot)
                .onSuccess(_ -> state.set(new PaneState.Result())).onEnd(() -> ended(request)), tasks);
        if (harvested.get().isEmpty()) {
            harvestingProperty().get().ifPresent(task -> state.set(new PaneState.Computing(task)));
        }
    }

    /// What was counted up to a cancel is kept and can be looked at.
    private void ended(HarvestRequest request) {
        if (saes.chosenProperty().get().filter(sae -> sae.folder().equals(request.sae().path())).isPresent()) {
            if (state.get() instanceof PaneState.Computing) {
                state.set(NOTHING_HARVESTED);
            }
            read(request.store());
        }
    }

    void cancel() {
        harvesting.cancel();
    }

    /// Writes a table of the harvest, as CSV or Parquet by the ending.
    void export(HarvestFile.Table table, Path file, Consumer<Path> saved) {
        harvested.get().map(Harvested::store).ifPresent(store -> BackgroundTask.working("Export", () -> {
            HarvestFile.export(store, table, file);
            return file;
        }).onSuccess(saved).startWith(tasks));
    }

    private void cannot(SextantException failure) {
        state.set(new PaneState.Cannot(failure.what(), failure.where(), failure.remedy()));
    }

    /// Another SAE has another harvest.
    private void forget() {
        harvested.set(Optional.empty());
        state.set(NOTHING_HARVESTED);
        Optional<OpenModel> model = workspace.modelProperty().get();
        Optional<SaeCard> sae = saes.chosenProperty().get();
        if (model.isPresent() && sae.isPresent()) {
            BackgroundTask.working("Looking for a harvest",
                    () -> folder.newest(model.get().card(), sae.get().folder()))
                    .lane(STORE_LANE).onSuccess(found -> found.ifPresent(this::read)).startWith(tasks);
        }
    }

    private void read(Path store) {
        BackgroundTask.working("Reading the harvest", () -> Files.exists(store)
                ? Optional.of(new Harvested(store, HarvestFile.summary(store)))
                : Optional.<Harvested>empty())
                .lane(STORE_LANE).onFailure(this::cannot).onSuccess(found -> found.ifPresent(this::show))
                .startWith(tasks);
    }

    private void show(Harvested found) {
        harvested.set(Optional.of(found));
        state.set(new PaneState.Result());
        String from = found.summary().about().getOrDefault("corpus_path", "");
        if (corpus.fileProperty().get().isEmpty() && !from.isEmpty()) {
            corpus.fileProperty().set(Optional.of(Path.of(from)));
            corpus.tokensProperty()
                    .set(Long.parseLong(found.summary().about().getOrDefault("tokens_wanted", "0")));
        }
    }
}
