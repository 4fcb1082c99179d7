package org.sextant.assets.prompts;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.sextant.assets.demo.DemoModel;
import org.sextant.assets.world.Course;
import org.sextant.assets.world.HarbourWorld;

/// Texts that no demo model was trained on, to measure a loss on.
///
/// @param name what they are: `held-out stories of the harbour`
/// @param texts the same at each call
public record HeldOutTexts(String name, List<String> texts) {
    private static final String HARBOUR = DemoModel.PREFIX + "harbour-";
    private static final int COUNT = 12;

    public HeldOutTexts {
        texts = List.copyOf(texts);
    }

    /// Those of a model; empty where it is no demo model. They are made anew at each call: not for the UI thread.
    ///
    /// @param model its name, such as `demo:harbour-base`
    public static Optional<HeldOutTexts> of(String model) {
        if (!model.startsWith(HARBOUR)) {
            return Optional.empty();
        }
        HarbourWorld world = HarbourWorld.shipped();
        return Optional.of(new HeldOutTexts("held-out stories of the harbour",
                LongStream.range(0, COUNT).mapToObj(index -> world.heldOutDocument(Course.HARBOUR, index)).toList()));
    }
}
