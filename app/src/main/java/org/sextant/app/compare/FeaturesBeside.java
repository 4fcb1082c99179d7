package org.sextant.app.compare;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.Observable;

import org.sextant.app.compare.SaeChoice.Side;
import org.sextant.app.features.FeaturesPicture;
import org.sextant.app.features.LabelledSae;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.FeaturesRequest;
import org.sextant.runtime.session.Job;

/// The strongest features of an SAE of either model. Of the same SAE the one is subtracted from the other.
final class FeaturesBeside implements BesideDrawing {
    private final BesideSaes saes;

    FeaturesBeside(ComparedSource source) {
        saes = new BesideSaes(source);
    }

    BesideSaes saes() {
        return saes;
    }

    @Override
    public void setLooked(boolean looked) {
        saes.setLooked(looked);
    }

    @Override
    public Observable[] choices() {
        return new Observable[]{saes.choiceProperty(), saes.stateProperty()};
    }

    @Override
    public Object chosen() {
        return saes.choiceProperty().get().map(choice -> new Chosen(choice.a(), choice.b()));
    }

    private record Chosen(Side a, Side b) {}

    @Override
    public Optional<PaneState> refusal(ComparedSides of) {
        return saes.choiceProperty().get()
                .map(choice -> problem(choice.a()).or(() -> problem(choice.b())))
                .orElseGet(() -> Optional.of(saes.stateProperty().get()));
    }

    private static Optional<PaneState> problem(Side side) {
        return side instanceof Side.Missing(_, PaneState why) ? Optional.of(why) : Optional.empty();
    }

    @Override
    public Supplier<Job<BesidePictures>> job(ComparedSides of) {
        SaeChoice choice = saes.choiceProperty().get().orElseThrow();
        LabelledSae a = sae(choice.a());
        LabelledSae b = sae(choice.b());
        return () -> BothJob.asking(of, (prompt, plan) -> new FeaturesRequest(prompt, a.place(), plan),
                (prompt, plan) -> new FeaturesRequest(prompt, b.place(), plan),
                (first, second) -> BesidePictures.ofFeatures(FeaturesPicture.Pair.of(a, first, b, second), of)
                        .noting(choice.notes()));
    }

    private static LabelledSae sae(Side side) {
        return switch (side) {
            case Side.Read(LabelledSae sae) -> sae;
            case Side.Missing missing -> throw new IllegalStateException("no SAE: " + missing.why());
        };
    }
}
