package org.sextant.assets.world;

import java.util.SplittableRandom;

/// Which combinations training documents must never contain: about a tenth of all, fixed by the seed of the world.
record HeldOut(long seed) {
    private static final int ONE_IN = 10;
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    boolean holds(String kind, String first, String second) {
        return Long.remainderUnsigned(rank(kind, first, second), ONE_IN) == 0;
    }

    /// As [#holds], whichever of the two comes first.
    boolean holdsUnordered(String kind, String one, String other) {
        return one.compareTo(other) <= 0 ? holds(kind, one, other) : holds(kind, other, one);
    }

    boolean isIn(Split split, String kind, String first, String second) {
        return holds(kind, first, second) == (split == Split.HELD_OUT);
    }

    /// A number that is as good as random and always the same for the same words.
    long rank(String kind, String first, String second) {
        return mix(mix(mix(seed, kind.hashCode()), first.hashCode()), second.hashCode());
    }

    /// The source of chance for item `index` of a stream: no state is shared, so items can be had in any order.
    SplittableRandom random(String stream, long index) {
        return new SplittableRandom(mix(mix(seed, stream.hashCode()), index));
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
    private static long mix(long state, long value) {
        long z = (state ^ value * GOLDEN_GAMMA) + GOLDEN_GAMMA;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
