package org.sextant.runtime.steering;

import java.nio.file.Path;

/// A change of one feature of an SAE (METHODS.md 4.8). Those of the same SAE at the same place are one change: each is
/// measured on what was there before all of them.
///
/// @param site where the SAE's output belongs
/// @param operation [Operation#ADD_FEATURE] or [Operation#CLAMP_FEATURE]
/// @param sae folder of the SAE
/// @param feature its number, from 0
/// @param amount what is added to the feature or what it is held at, in units of its activation
/// @param positions where in the text
public record FeatureEdit(String site, Operation operation, Path sae, int feature, double amount, Positions positions)
        implements
            Edit {
    /// @throws SteeringException if the amount is not finite or the feature's number is negative
    public FeatureEdit {
        if (operation != Operation.ADD_FEATURE && operation != Operation.CLAMP_FEATURE) {
            throw new IllegalArgumentException(operation + " is nothing that is done to a feature");
        }
        if (!Double.isFinite(amount) || feature < 0) {
            throw new SteeringException("feature " + feature + " with " + amount, "in the edit at " + site,
                    "count features from 0 and give a finite number");
        }
    }

    @Override
    public FeatureEdit where(Positions elsewhere) {
        return new FeatureEdit(site, operation, sae, feature, amount, elsewhere);
    }

    @Override
    public boolean isNeutral() {
        return operation == Operation.ADD_FEATURE && amount == 0;
    }

    @Override
    public String summary() {
        return operation.id() + " " + feature + " of " + sae.getFileName() + ": " + amount + " at " + site
                + ", positions " + positions.summary();
    }
}
