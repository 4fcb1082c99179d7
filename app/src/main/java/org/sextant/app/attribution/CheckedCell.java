package org.sextant.app.attribution;

import java.util.OptionalDouble;

import org.sextant.runtime.attribution.PatchCell;

/// A node whose true effect is known beside its estimate, in the unit of the metric.
///
/// @param cell which
/// @param estimate what the method says
/// @param truth what patching it gave
/// @param atp what attribution patching says; empty while that is not known
record CheckedCell(PatchCell cell, double estimate, double truth, OptionalDouble atp) {
    /// How far the estimate is off.
    double error() {
        return estimate - truth;
    }
}
