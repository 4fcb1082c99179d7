package org.sextant.app.activations;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.activations.AspectViewModel.Pace;
import org.sextant.app.activations.LensPicture.Colour;
import org.sextant.app.activations.PictureModel.Choice;
import org.sextant.runtime.session.LensRequest;
import org.sextant.runtime.session.LensResult;

/// The logit lens at every layer and token. Reading every layer out takes longer than a move of a slider: it follows once
/// the thumb rests.
public final class LensViewModel {
    static final int CANDIDATES = 10;

    private final ObjectProperty<Colour> colour = new SimpleObjectProperty<>(this, "colour", Colour.PROBABILITY);
    private final PictureModel<LensResult, LensPicture> picture;

    LensViewModel(PictureSources sources) {
        picture = new PictureModel<>("Logit lens", sources, Pace.AT_REST, this::choiceOf);
        colour.subscribe(ignored -> picture.refresh());
    }

    public PictureModel<LensResult, LensPicture> picture() {
        return picture;
    }

    public ObjectProperty<Colour> colourProperty() {
        return colour;
    }

    private Choice<LensResult, LensPicture> choiceOf(Looking looking) {
        Colour chosen = colour.get();
        return new Choice<>(steering -> new LensRequest(looking.prompt(), CANDIDATES, steering),
                result -> new LensPicture(result, chosen));
    }
}
