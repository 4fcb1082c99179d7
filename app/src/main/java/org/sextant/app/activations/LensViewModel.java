package org.sextant.app.activations;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.activations.LatestAnswer.Plan;
import org.sextant.app.activations.LensPicture.Colour;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.LensRequest;
import org.sextant.runtime.session.LensResult;

/// The logit lens at every layer and token.
public final class LensViewModel {
    static final int CANDIDATES = 10;

    private final ObjectProperty<Colour> colour = new SimpleObjectProperty<>(this, "colour", Colour.PROBABILITY);
    private final PictureModel<LensResult, LensPicture> picture;

    LensViewModel(Workspace workspace, TaskExecutor tasks, ResultCache cache) {
        picture = new PictureModel<>("Logit lens", workspace, tasks, cache, this::plan);
        colour.subscribe(ignored -> picture.refresh());
    }

    public PictureModel<LensResult, LensPicture> picture() {
        return picture;
    }

    public ObjectProperty<Colour> colourProperty() {
        return colour;
    }

    private Plan<LensResult, Drawing<LensPicture>> plan(Looking looking) {
        Colour chosen = colour.get();
        return new Plan<>(new LensRequest(looking.prompt(), CANDIDATES),
                result -> Drawing.of(new LensPicture(result, chosen), looking));
    }
}
