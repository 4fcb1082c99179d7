package org.sextant.app.chart;

import org.jspecify.annotations.Nullable;

/// The limits that suit one picture after the other in the same place.
final class SuitingLimits {
    private @Nullable PreparedHeatmap last;
    private @Nullable Limits widest;

    /// @param onlyWiden whether the limits must hold the pictures before too, as long as these showed the same quantity
    Limits of(PreparedHeatmap next, boolean onlyWiden) {
        boolean same = last != null && last.values().valueLabel().equals(next.values().valueLabel());
        widest = onlyWiden && same && widest != null ? widest.union(next.own()) : next.own();
        last = next;
        return widest;
    }
}
