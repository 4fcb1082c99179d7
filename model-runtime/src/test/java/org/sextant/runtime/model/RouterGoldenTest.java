package org.sextant.runtime.model;

import java.util.Map;
import java.util.Optional;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.RouterSpec.GroupScore;
import org.sextant.runtime.model.RouterSpec.Scores;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Each kind of router on the logits of METHODS.md 3.1, against the values printed there, within 2e-6. The router's
/// matrix is the identity, so that what goes in are the logits.
class RouterGoldenTest {
    private static final float TOLERANCE = 2e-6f;
    private static final int EXPERTS = 8;
    private static final int CHOSEN = 3;
    private static final float[] LOGITS = {1.2f, -0.3f, 0.8f, 2.0f, -1.0f, 0.5f, 1.9f, 0.1f};
    private static final float[] CORRECTION = {0, 0.9f, 0, -0.5f, 0.4f, 0, 0, 0.2f};

    @Test
    void softmaxOverAllExperts() {
        assertRouting(RouterSpec.plain(Scores.SOFTMAX, false), Map.of(), new long[]{3, 6, 0}, 0.314653f, 0.284710f,
                0.141383f);
    }

    @Test
    void softmaxRenormalised() {
        assertRouting(RouterSpec.plain(Scores.SOFTMAX, true), Map.of(), new long[]{3, 6, 0}, 0.424779f, 0.384356f,
                0.190865f);
    }

    @Test
    void softmaxOfTheChosen() {
        assertRouting(RouterSpec.plain(Scores.SOFTMAX_OF_CHOSEN, false), Map.of(), new long[]{3, 6, 0}, 0.424779f,
                0.384356f, 0.190865f);
    }

    @Test
    void softmaxWithinTheGroupsOfTheBestExperts() {
        assertRouting(new RouterSpec(Scores.SOFTMAX, 4, 2, GroupScore.BEST, false, 16), Map.of(),
                new long[]{3, 6, 2}, 5.034446f, 4.555355f, 1.516346f);
    }

    @Test
    void sigmoidWithACorrectionThatChoosesAndDoesNotWeigh() {
        assertRouting(new RouterSpec(Scores.SIGMOID, 4, 2, GroupScore.BEST_TWO, true, 2.5),
                Map.of(Parameter.ROUTER_CORRECTION, CORRECTION), new long[]{1, 6, 0}, 0.515459f, 1.053661f, 0.930880f);
    }

    /// A bias that undoes the input and adds the logits gives what the logits give.
    @Test
    void aBiasIsPartOfTheLogits() {
        float[] bias = new float[EXPERTS];
        for (int expert = 0; expert < EXPERTS; expert++) {
            bias[expert] = LOGITS[EXPERTS - 1 - expert] - LOGITS[expert];
        }
        assertRouting(RouterSpec.plain(Scores.SOFTMAX, false), Map.of(Parameter.ROUTER_BIAS, bias),
                new long[]{4, 1, 7}, 0.314653f, 0.284710f, 0.141383f);
    }

    private static void assertRouting(RouterSpec spec, Map<Parameter, float[]> further, long[] experts,
            float... weights) {
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            Weights weightsOfRouter = (parameter, _, _) -> parameter == Parameter.ROUTER_WEIGHT
                    ? Optional.of(manager.eye(EXPERTS))
                    : Optional.ofNullable(further.get(parameter)).map(manager::create);
            ExpertSpec expertSpec = new ExpertSpec(EXPERTS, CHOSEN, 1, ExpertSpec.Kind.GATED, spec, Optional.empty());
            Router router = new Router(expertSpec, weightsOfRouter, 0);

            Router.Routing routing = router.route(manager.create(LOGITS, new Shape(1, 1, EXPERTS)), Hooks.NONE);

            assertThat(NativeMemory.longs(routing.experts())).containsExactly(experts);
            assertThat(NativeMemory.floats(routing.weights())).containsExactly(weights, within(TOLERANCE));
        }
    }
}
