package org.sextant.runtime.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.model.RouterSpec.GroupScore;
import org.sextant.runtime.model.RouterSpec.Scores;
import org.sextant.runtime.routing.ExpertChoice;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.ExpertHooks;
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

    @Test
    void aMaskedExpertGivesItsPlaceToTheNext() {
        RouterSpec spec = RouterSpec.plain(Scores.SOFTMAX, true);
        assertRouting(spec, Map.of(), List.of(ExpertGain.off(0, 3)), new long[]{6, 0, 2}, 0.546610f, 0.271439f,
                0.181951f);
    }

    @Test
    void whatIsLeftOfAnExpertAtZeroGoesToTheOthers() {
        RouterSpec spec = RouterSpec.plain(Scores.SOFTMAX, true);
        assertRouting(spec, Map.of(), List.of(new ExpertGain(0, 3, 0, ExpertGain.Mode.ZERO_RENORM)),
                new long[]{3, 6, 0}, 0, 0.668188f, 0.331812f);
    }

    /// By hand from the raw weights (0.314653, 0.284710, 0.141383): expert 4 takes the place of expert 0 with the weight of
    /// expert 3, and all are scaled to their sum, 0.740746 / 0.914016.
    @Test
    void aForcedExpertTakesTheLastPlaceAndTheSumStays() {
        RouterSpec spec = RouterSpec.plain(Scores.SOFTMAX, false);
        assertRouting(spec, Map.of(), List.of(ExpertGain.forced(0, 4)), new long[]{3, 6, 4}, 0.255005f, 0.230737f,
                0.255005f);
    }

    private static void assertRouting(RouterSpec spec, Map<Parameter, float[]> further, long[] experts,
            float... weights) {
        assertRouting(spec, further, List.of(), experts, weights);
    }

    private static void assertRouting(RouterSpec spec, Map<Parameter, float[]> further, List<ExpertGain> gains,
            long[] experts, float... weights) {
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            Weights weightsOfRouter = (parameter, _, _) -> parameter == Parameter.ROUTER_WEIGHT
                    ? Optional.of(manager.eye(EXPERTS))
                    : Optional.ofNullable(further.get(parameter)).map(manager::create);
            ExpertSpec expertSpec = new ExpertSpec(EXPERTS, CHOSEN, 1, ExpertSpec.Kind.GATED, spec, Optional.empty());
            Router router = new Router(expertSpec, weightsOfRouter, 0);

            HookTable hooks = new HookTable();
            new ExpertHooks(manager, ExpertChoice.of(expertSpec)).add(gains, hooks);

            Router.Routing routing = router.route(manager.create(LOGITS, new Shape(1, 1, EXPERTS)), hooks);

            assertThat(NativeMemory.longs(routing.experts())).containsExactly(experts);
            assertThat(NativeMemory.floats(routing.weights())).containsExactly(weights, within(TOLERANCE));
        }
    }
}
