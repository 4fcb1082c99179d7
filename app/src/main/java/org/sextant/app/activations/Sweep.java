package org.sextant.app.activations;

import java.util.List;
import java.util.function.Function;

import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.steering.SteeringPlan;

/// How to ask for one site so that going through the layers is instant: one forward pass gives the site at every
/// layer, where all of them together stay within half of what is remembered; else each layer is asked for by itself.
final class Sweep {
    private static final long BYTES_PER_FLOAT = 4;

    private Sweep() {}

    /// The question under a plan.
    ///
    /// @param pattern the site in every block, such as `blocks.*.hook_resid_post`
    /// @param site the site that is looked at
    /// @param floats size of the value at one layer
    static Function<SteeringPlan, Request<RunResult>> request(Looking looking, String pattern, String site,
            long floats) {
        long everyLayer = floats * BYTES_PER_FLOAT * looking.card().layers();
        String wanted = everyLayer <= ResultCache.BOUND / 2 ? pattern : site;
        return steering -> new RunRequest(looking.prompt(), List.of(wanted), 0, false, steering);
    }
}
