package org.sextant.app.compare;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.activations.LensPicture;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.LensRequest;

/// What each layer would predict.
final class LensBeside implements BesideDrawing {
    private final ObjectProperty<LensPicture.Colour> colour = new SimpleObjectProperty<>(this, "colour",
            LensPicture.Colour.PROBABILITY);

    ObjectProperty<LensPicture.Colour> colourProperty() {
        return colour;
    }

    @Override
    public Observable[] choices() {
        return new Observable[]{colour};
    }

    @Override
    public Object chosen() {
        return colour.get();
    }

    @Override
    public Optional<PaneState> refusal(ComparedSides of) {
        return Optional.empty();
    }

    @Override
    public Supplier<Job<BesidePictures>> job(ComparedSides of) {
        LensPicture.Colour shade = colour.get();
        return () -> BothJob.reading(of, (prompt, plan) -> new LensRequest(prompt, 1, plan),
                result -> BesidePicture.of(new LensPicture(result, shade), result.tokens()));
    }
}
