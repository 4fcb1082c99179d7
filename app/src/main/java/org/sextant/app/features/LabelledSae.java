package org.sextant.app.features;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.sextant.app.state.SelectedFeature;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.session.SaeCard;
import org.sextant.runtime.session.SaePlace;

/// An SAE where it is looked at, and what its features are called.
///
/// @param place its files, and the site that a person chose
/// @param card what it is, at that site
/// @param labels by the numbers of their features
public record LabelledSae(SaePlace place, SaeCard card, Map<Integer, String> labels) {
    public LabelledSae {
        labels = Map.copyOf(labels);
    }

    /// Reads its card and its labels; not for the UI thread.
    ///
    /// @throws org.sextant.runtime.SextantException if there is no SAE, or its labels cannot be read
    public static LabelledSae read(SaePlace place) {
        SaeCard card = SaeCard.read(place.path());
        Map<Integer, String> labels = new TreeMap<>();
        FeatureLabels.of(place.path()).all().forEach((feature, label) -> labels.put(feature, label.text()));
        return new LabelledSae(place, place.site().map(card::at).orElse(card), labels);
    }

    /// How it is called in a list.
    public String name() {
        return name(card.folder());
    }

    /// How an SAE is called in a list: its folder or file.
    public static String name(Path sae) {
        return SaesViewModel.name(sae);
    }

    SelectedFeature feature(int number) {
        return new SelectedFeature(card.folder(), card.site(), number, labels.getOrDefault(number, ""));
    }
}
