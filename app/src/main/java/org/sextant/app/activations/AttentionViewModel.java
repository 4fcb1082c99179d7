package org.sextant.app.activations;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.activations.AspectViewModel.Pace;
import org.sextant.app.activations.PictureModel.Choice;
import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.runtime.session.RunResult;

/// The attention patterns of one layer; layer and head follow the shared selection.
public final class AttentionViewModel {
    /// What is looked at.
    ///
    /// @param layer the block
    /// @param layers how many blocks there are
    /// @param head the head that stands large
    /// @param heads how many heads a block has
    public record Place(int layer, int layers, int head, int heads) {}

    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<Optional<Place>> place = new ReadOnlyObjectWrapper<>(this, "place",
            Optional.empty());
    private final PictureModel<RunResult, AttentionPicture> picture;

    AttentionViewModel(PictureSources sources) {
        this.workspace = sources.workspace();
        workspace.runProperty().subscribe(ignored -> follow());
        workspace.selectionProperty().subscribe(ignored -> follow());
        picture = new PictureModel<>("Attention", sources, Pace.MOVING, this::choiceOf);
        place.subscribe(ignored -> picture.refresh());
    }

    public PictureModel<RunResult, AttentionPicture> picture() {
        return picture;
    }

    /// What is looked at; empty while there is no run.
    public ReadOnlyObjectProperty<Optional<Place>> placeProperty() {
        return place.getReadOnlyProperty();
    }

    /// Goes to a block; beyond the ends it stays at the end.
    public void chooseLayer(int layer) {
        place.get().ifPresent(here -> workspace.select(atLayer(here, layer)));
    }

    /// The same on the way of a gesture: the history remembers where it began.
    void passLayer(int layer) {
        place.get().ifPresent(here -> workspace.moveSelection(atLayer(here, layer)));
    }

    private Selection atLayer(Place here, int layer) {
        return Looking.atLayer(workspace.selection(), Math.clamp(layer, 0, here.layers() - 1));
    }

    /// Makes a head stand large; beyond the ends it stays at the end.
    public void chooseHead(int head) {
        place.get().ifPresent(
                here -> workspace.select(workspace.selection().withHead(Math.clamp(head, 0, here.heads() - 1))));
    }

    private void follow() {
        place.set(Looking.at(workspace).map(this::placeIn));
    }

    private Place placeIn(Looking looking) {
        Selection selection = workspace.selection();
        int heads = looking.card().heads();
        return new Place(looking.layer(selection), looking.card().layers(),
                Math.min(selection.head().orElse(0), heads - 1), heads);
    }

    private Choice<RunResult, AttentionPicture> choiceOf(Looking looking) {
        Place here = placeIn(looking);
        long tokens = looking.tokens().size();
        return new Choice<>(
                Sweep.request(looking, AttentionPicture.EVERY_PATTERN, AttentionPicture.patternSite(here.layer()),
                        here.heads() * tokens * tokens),
                run -> AttentionPicture.of(run, here.layer(), here.head()));
    }
}
