package org.sextant.app.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The pictures of *Side by side* that were looked at of what is compared now: of each title the last, and of all the
/// newest few, since each holds what both models gave. UI thread only.
final class LookedAt {
    static final int MOST = 8;

    private final CompareViewModel model;
    private final SequencedMap<String, BesidePictures> pictures = new LinkedHashMap<>();

    LookedAt(CompareViewModel model) {
        this.model = model;
        model.sidesProperty().subscribe(_ -> pictures.values().removeIf(seen -> !isCurrent(seen)));
        model.beside().picturesProperty().subscribe(now -> now.ifPresent(this::keep));
    }

    /// A picture of what was compared before stays on the screen until the next is there, and is not kept.
    private void keep(BesidePictures seen) {
        if (isCurrent(seen)) {
            pictures.put(seen.a().heatmap().title(), seen);
            if (pictures.size() > MOST) {
                pictures.pollFirstEntry();
            }
        }
    }

    private boolean isCurrent(BesidePictures seen) {
        return model.sidesProperty().get().filter(seen.of()::equals).isPresent();
    }

    /// In the order in which they were first looked at; none of what was compared before.
    List<BesidePictures> pictures() {
        return List.copyOf(pictures.values());
    }
}
