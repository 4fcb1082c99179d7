package org.sextant.app.compare;

import java.util.Optional;
import java.util.OptionalInt;

import org.sextant.runtime.session.PositionDifference;

/// A row of two readings beside each other.
///
/// @param a position in the first reading; empty where the second has a token alone
/// @param b position in the second reading
/// @param textA its token; empty where there is none
/// @param textB its token
/// @param difference what both predict there; empty where one stands alone
record AlignedToken(OptionalInt a, OptionalInt b, String textA, String textB,
        Optional<PositionDifference> difference) {
    static AlignedToken aloneA(int position, String text) {
        return new AlignedToken(OptionalInt.of(position), OptionalInt.empty(), text, "", Optional.empty());
    }

    static AlignedToken aloneB(int position, String text) {
        return new AlignedToken(OptionalInt.empty(), OptionalInt.of(position), "", text, Optional.empty());
    }

    static AlignedToken pair(PositionDifference difference, String textA, String textB) {
        return new AlignedToken(OptionalInt.of(difference.a()), OptionalInt.of(difference.b()), textA, textB,
                Optional.of(difference));
    }
}
