package org.sextant.app.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The pictures of *Side by side* that were looked at of what is compared now: of each title the last, and of all the
/// newest few, since each holds what both models gave. UI thread only.
final class LookedAt {
    static final int MOST = 8;

    private final CompareViewModel model;
    private final SequencedMap<String, BesidePictures> pictures = new LinkedHashMap<>();
    private Optional<ComparedSides> of = Optional.empty();

    LookedAt(CompareViewModel model) {
        this.model = model;
        model.beside().picturesProperty().subscribe(now -> now.ifPresent(this::keep));
    }

    /// Pictures are of what was compared when they came.
    private void keep(BesidePictures seen) {
        if (!of.equals(model.sidesProperty().get())) {
            pictures.clear();
            of = model.sidesProperty().get();
        }
        pictures.put(seen.a().heatmap().title(), seen);
        if (pictures.size() > MOST) {
            pictures.pollFirstEntry();
        }
    }

    /// In the order in which they were first looked at; none of what was compared before.
    List<BesidePictures> pictures() {
        return of.equals(model.sidesProperty().get()) ? List.copyOf(pictures.values()) : List.of();
    }
}
