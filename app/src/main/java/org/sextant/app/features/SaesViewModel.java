package org.sextant.app.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.SiteName;
import org.sextant.app.state.Workspace;
import org.sextant.app.steering.BoardFiles;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SaeCard;
import org.sextant.runtime.session.SaePlace;

/// The SAEs that the open model brings along and those that were opened, and the one that is looked at.
final class SaesViewModel {
    private static final PaneState NONE_CHOSEN = new PaneState.Empty("No SAE is open",
            "Open a sparse autoencoder or transcoder of this model: a folder or a file.");
    private static final String SHELF_LANE = "features.shelf";
    private static final String CARD_LANE = "features.card";

    private final TaskExecutor tasks;
    private final Map<Path, String> moved = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<String>> sites = new ReadOnlyObjectWrapper<>(this, "sites", List.of());
    private final ReadOnlyObjectWrapper<List<Path>> offered = new ReadOnlyObjectWrapper<>(this, "offered", List.of());
    private final ReadOnlyObjectWrapper<Optional<Path>> wanted = new ReadOnlyObjectWrapper<>(this, "wanted",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<SaeCard>> chosen = new ReadOnlyObjectWrapper<>(this, "chosen",
            Optional.empty());
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state", NONE_CHOSEN);

    SaesViewModel(Workspace workspace, TaskExecutor tasks) {
        this.tasks = tasks;
        workspace.modelProperty().subscribe(this::look);
        chosen.subscribe(card -> workspace.saeProperty().set(card.map(SaeCard::folder).map(this::place)));
    }

    /// What can be chosen.
    ReadOnlyObjectProperty<List<Path>> offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /// The SAE that was asked for, whether or not it can be read.
    ReadOnlyObjectProperty<Optional<Path>> wantedProperty() {
        return wanted.getReadOnlyProperty();
    }

    /// The SAE that is looked at.
    ReadOnlyObjectProperty<Optional<SaeCard>> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /// Why no SAE is looked at, where none is.
    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Adds an SAE to those that can be chosen, and chooses it.
    void open(Path sae) {
        if (!offered.get().contains(sae)) {
            List<Path> next = new ArrayList<>(offered.get());
            next.add(sae);
            offered.set(List.copyOf(next));
        }
        choose(sae);
    }

    /// The sites among which one can be chosen, in the order of the forward pass.
    ReadOnlyObjectProperty<List<String>> sitesProperty() {
        return sites.getReadOnlyProperty();
    }

    /// Looks at the chosen SAE at another site than its files say.
    void moveTo(String site) {
        chosen.get().filter(card -> !card.transcoder() && !card.site().equals(site)).ifPresent(card -> {
            moved.put(card.folder(), site);
            chosen.set(Optional.of(card.at(site)));
        });
    }

    /// Where in the model an SAE is looked at.
    SaePlace place(Path sae) {
        return moved.containsKey(sae) ? SaePlace.at(sae, moved.get(sae)) : SaePlace.of(sae);
    }

    private SaeCard placed(SaeCard card) {
        return moved.containsKey(card.folder()) ? card.at(moved.get(card.folder())) : card;
    }

    /// Looks at an SAE.
    void choose(Path sae) {
        wanted.set(Optional.of(sae));
        BackgroundTask.working("Reading " + sae.getFileName(), () -> SaeCard.read(sae)).lane(CARD_LANE)
                .onSuccess(card -> {
                    chosen.set(Optional.of(placed(card)));
                    state.set(new PaneState.Result());
                }).onFailure(failure -> {
                    chosen.set(Optional.empty());
                    state.set(new PaneState.Cannot(failure.what(), failure.where(), failure.remedy()));
                }).startWith(tasks);
    }

    /// Tries once more what could not be read.
    void again() {
        wanted.get().ifPresent(this::choose);
    }

    /// How an SAE is called in a list: its folder or file.
    static String name(Path sae) {
        return String.valueOf(sae.getFileName());
    }

    private void look(Optional<OpenModel> model) {
        offered.set(List.of());
        wanted.set(Optional.empty());
        chosen.set(Optional.empty());
        state.set(NONE_CHOSEN);
        moved.clear();
        sites.set(model.map(open -> open.card().sites().stream().filter(SaesViewModel::holdsVectors).toList())
                .orElse(List.of()));
        model.map(OpenModel::card).map(ModelCard::folder).ifPresent(folder -> BackgroundTask
                .working("Looking for SAEs", () -> BoardFiles.Shelf.of(folder).saes()).lane(SHELF_LANE)
                .onSuccess(this::offer).startWith(tasks));
    }

    /// A vector a token in each block: what SAEs are made for.
    private static boolean holdsVectors(String site) {
        String suffix = SiteName.parse(site).suffix();
        return Arrays.stream(SiteKind.values()).filter(kind -> kind.suffix().equals(suffix) && kind.perBlock())
                .anyMatch(kind -> switch (kind.axes()) {
                    case RESIDUAL, HIDDEN, PER_HEAD -> true;
                    case SCALAR, PATTERN, EXPERTS, CHOSEN -> false;
                });
    }

    private void offer(List<Path> found) {
        List<Path> all = new ArrayList<>(found);
        offered.get().stream().filter(each -> !found.contains(each)).forEach(all::add);
        offered.set(List.copyOf(all));
        if (wanted.get().isEmpty()) {
            found.stream().findFirst().ifPresent(this::choose);
        }
    }
}
