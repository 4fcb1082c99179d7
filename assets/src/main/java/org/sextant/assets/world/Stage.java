package org.sextant.assets.world;

import java.util.SplittableRandom;

/// What every story of a world is made with.
record Stage(Lexicon lexicon, HeldOut heldOut) {
    /// An empty story; two stories of one seed make the same choices.
    Story story(long seed) {
        return new Story(lexicon, heldOut, new SplittableRandom(seed));
    }
}
