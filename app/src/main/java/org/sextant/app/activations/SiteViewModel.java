package org.sextant.app.activations;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.activations.AspectViewModel.Pace;
import org.sextant.app.activations.PictureModel.Choice;
import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.runtime.session.RunResult;

/// Every value of one site; which one follows the shared selection, and changing it here changes the selection.
public final class SiteViewModel {
    /// What is looked at.
    ///
    /// @param choice the kind of site
    /// @param layer the block
    /// @param layers how many blocks there are
    /// @param heads heads of this kind of site; 0 where it has none
    /// @param head the head shown alone; empty shows all
    public record Place(SiteChoice choice, int layer, int layers, int heads, OptionalInt head) {
        String site() {
            return choice.site(layer);
        }
    }

    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<List<SiteChoice>> choices = new ReadOnlyObjectWrapper<>(this, "choices",
            List.of());
    private final ReadOnlyObjectWrapper<Optional<Place>> place = new ReadOnlyObjectWrapper<>(this, "place",
            Optional.empty());
    private final PictureModel<RunResult, SitePicture> picture;
    private boolean oneHead;

    SiteViewModel(PictureSources sources) {
        this.workspace = sources.workspace();
        workspace.modelProperty()
                .subscribe(model -> model.ifPresent(open -> choices.set(SiteChoice.vectorsOf(open.card()))));
        workspace.runProperty().subscribe(ignored -> follow());
        workspace.selectionProperty().subscribe(ignored -> follow());
        picture = new PictureModel<>("Site", sources, Pace.MOVING, this::choiceOf);
        place.subscribe(ignored -> picture.refresh());
    }

    public PictureModel<RunResult, SitePicture> picture() {
        return picture;
    }

    /// The kinds of sites that the open model has.
    public ReadOnlyObjectProperty<List<SiteChoice>> choicesProperty() {
        return choices.getReadOnlyProperty();
    }

    /// What is looked at; empty while there is no run.
    public ReadOnlyObjectProperty<Optional<Place>> placeProperty() {
        return place.getReadOnlyProperty();
    }

    public void choose(SiteChoice choice) {
        place.get().ifPresent(here -> {
            Selection selection = workspace.selection();
            OptionalInt layer = choice.inBlocks() ? OptionalInt.of(here.layer()) : selection.layer();
            workspace.select(new Selection(selection.token(), layer, selection.head(), OptionalInt.empty(),
                    choice.site(here.layer())));
        });
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
        int within = Math.clamp(layer, 0, here.layers() - 1);
        return workspace.selection().withLayer(within).withSite(here.choice().site(within));
    }

    /// Shows one head alone, or all side by side.
    public void chooseHead(OptionalInt head) {
        oneHead = head.isPresent();
        head.ifPresent(index -> workspace.select(workspace.selection().withHead(index)));
        follow();
    }

    private void follow() {
        place.set(Looking.at(workspace).map(this::placeIn));
    }

    private Place placeIn(Looking looking) {
        Selection selection = workspace.selection();
        SiteChoice choice = looking.choice(selection).orElseGet(() -> before(looking));
        int heads = choice.heads(looking.card());
        OptionalInt head = heads > 0 && oneHead
                ? OptionalInt.of(Math.min(selection.head().orElse(0), heads - 1))
                : OptionalInt.empty();
        return new Place(choice, looking.layer(selection), looking.card().layers(), heads, head);
    }

    private SiteChoice before(Looking looking) {
        return place.get().map(Place::choice).filter(SiteChoice.vectorsOf(looking.card())::contains)
                .orElse(SiteChoice.RESIDUAL);
    }

    private Choice<RunResult, SitePicture> choiceOf(Looking looking) {
        Place here = placeIn(looking);
        long floats = here.choice().width(looking.card()) * looking.tokens().size();
        return new Choice<>(Sweep.request(looking, here.choice().pattern(), here.site(), floats),
                run -> SitePicture.of(run, here.site(), here.head()));
    }
}
