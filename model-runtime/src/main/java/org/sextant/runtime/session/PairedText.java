package org.sextant.runtime.session;

import java.util.Arrays;
import java.util.List;

/// One text as two models read it.
///
/// @param idsA tokens of the first
/// @param idsB tokens of the second
/// @param pairs which positions belong together
@SuppressWarnings("ArrayRecordComponent") // never compared
record PairedText(int[] idsA, int[] idsB, List<PositionPairs.Pair> pairs) {
    /// The beginning of the text.
    ///
    /// @param longest tokens of either side at the most
    /// @param skipped pairs at the start that are left out
    PairedText within(int longest, int skipped) {
        List<PositionPairs.Pair> kept = pairs.stream().filter(pair -> pair.a() < longest && pair.b() < longest)
                .skip(skipped).toList();
        return new PairedText(Arrays.copyOf(idsA, Math.min(longest, idsA.length)),
                Arrays.copyOf(idsB, Math.min(longest, idsB.length)), kept);
    }

    int longest() {
        return Math.max(idsA.length, idsB.length);
    }
}
