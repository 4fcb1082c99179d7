package org.sextant.runtime.verify;

import java.util.ArrayList;
import java.util.List;

import org.sextant.runtime.verify.ModelProbe.Finding;

/// What a model's findings must be for it to be consistent with itself.
public final class SelfChecks {
    private SelfChecks() {}

    /// What was found in the type that the model computes in.
    public static List<Check> of(Finding finding, Tolerances tolerances) {
        List<Check> checks = new ArrayList<>();
        finding.deviations().forEach((name, value) -> checks.add(new Check(name, value,
                name.contains("logits") && !name.equals(IdentityProbe.ROUTING)
                        ? tolerances.logits()
                        : tolerances.identity())));
        return checks;
    }

    /// The same model in float64. What was only rounding shrinks by orders; a mistake stays.
    ///
    /// @param narrow what was found in the type that the model computes in
    /// @param wide what was found in float64
    public static List<Check> shrinking(Finding narrow, Finding wide, Tolerances tolerances) {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("float64 gives the same logits", Deviation.relative(narrow.logits(), wide.logits()),
                tolerances.rerun()));
        wide.deviations().forEach((name, value) -> {
            double before = narrow.deviations().getOrDefault(name, 0.0);
            checks.add(new Check("in float64: " + name, value,
                    Math.max(before * Tolerances.SHRINKING, Tolerances.FLOAT64_NOISE)));
        });
        return checks;
    }
}
