package org.sextant.app.cli;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.steering.PlanFile;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringSet;
import picocli.CommandLine.Option;

/// What is changed in the model while it runs.
final class SteerOption {
    @Option(names = "--steer", paramLabel = "PLAN.json", description = {
        "edits that hold meanwhile: {\"edits\": [{\"site\", \"operation\", \"vector\", \"coefficient\", \"positions\"}]}"})
    @Nullable
    Path file;

    /// @throws org.sextant.runtime.SextantException if the plan or one of its vectors cannot be read
    SteeringPlan plan() {
        return file == null ? SteeringPlan.NONE : PlanFile.read(file);
    }

    /// The sliders of the plan, as the window has them.
    ///
    /// @throws org.sextant.runtime.SextantException if the plan or one of its vectors cannot be read
    SteeringSet sliders() {
        return file == null ? SteeringSet.EMPTY : PlanFile.readSet(file);
    }
}
