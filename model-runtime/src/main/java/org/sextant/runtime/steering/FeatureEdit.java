package org.sextant.runtime.steering;

import java.nio.file.Path;
import java.util.List;

/// A change of one feature of an SAE (METHODS.md 4.8). Those of the same SAE at the same place are one change: each is
/// measured on what was there before all of them.
///
/// @param site where the SAE's output belongs
/// @param operation [Operation#ADD_FEATURE], [Operation#CLAMP_FEATURE] or [Operation#SCALE_FEATURE]
/// @param sae folder of the SAE
/// @param feature its number, from 0
/// @param amount what is added to the feature or what it is held at, in units of its activation, or what it is multiplied by
/// @param positions where in the text
public record FeatureEdit(String site, Operation operation, Path sae, int feature, double amount, Positions positions)
        implements
            Edit {
    /// What can be done to a feature.
    public static final List<Operation> OPERATIONS = List.of(Operation.ADD_FEATURE, Operation.CLAMP_FEATURE,
            Operation.SCALE_FEATURE);

    /// @throws SteeringException if the amount is not finite or the feature's number is negative
    public FeatureEdit {
        if (!OPERATIONS.contains(operation)) {
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
        return operation != Operation.CLAMP_FEATURE && amount == neutral(operation);
    }

    /// The amount that changes nothing or, of a feature that is held, where its slider is centred.
    public static double neutral(Operation operation) {
        return operation == Operation.SCALE_FEATURE ? 1 : 0;
    }

    @Override
    public String summary() {
        return operation.id() + " " + feature + " of " + sae.getFileName() + ": " + amount + " at " + site
                + ", positions " + positions.summary();
    }
}
