package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.activations.AttentionPicture;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;

/// Which tokens a head looks at. Its layer and head are the shared selection.
final class AttentionBeside implements BesideDrawing {
    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<HeadPlace> place = new ReadOnlyObjectWrapper<>(this, "place", HeadPlace.NONE);

    AttentionBeside(ComparedSource source) {
        workspace = source.workspace();
        source.sides().subscribe(_ -> follow());
        workspace.selectionProperty().subscribe(_ -> follow());
    }

    private void follow() {
        workspace.modelProperty().get()
                .ifPresent(model -> place.set(HeadPlace.of(workspace.selection(), model.card())));
    }

    /// Which layer and head attention is shown of.
    ReadOnlyObjectProperty<HeadPlace> placeProperty() {
        return place.getReadOnlyProperty();
    }

    /// Goes to another layer.
    void chooseLayer(int layer) {
        workspace.select(workspace.selection().withLayer(layer));
    }

    /// Goes to another head.
    void chooseHead(int head) {
        workspace.select(workspace.selection().withHead(head));
    }

    @Override
    public Observable[] choices() {
        return new Observable[]{place};
    }

    @Override
    public Object chosen() {
        return place.get();
    }

    @Override
    public Optional<PaneState> refusal(ComparedSides of) {
        return SharedSites.missing(of.cards(), AttentionPicture.patternSite(place.get().layer()))
                .or(() -> SharedSites.missingHead(of.cards(), place.get().head()));
    }

    @Override
    public Supplier<Job<BesidePictures>> job(ComparedSides of) {
        HeadPlace where = place.get();
        return () -> BothJob.asking(of,
                (prompt, plan) -> new RunRequest(prompt, List.of(AttentionPicture.patternSite(where.layer())), 0,
                        false, plan),
                (a, b) -> BesidePictures.subtracted(picture(a, where), picture(b, where), "weight", of)
                        .numbering("heads"));
    }

    private static BesidePicture picture(RunResult run, HeadPlace where) {
        return BesidePicture.of(AttentionPicture.of(run, where.layer(), where.head()), run.tokens());
    }
}
