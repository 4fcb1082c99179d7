package org.sextant.app.shell;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

import static org.assertj.core.api.Assertions.assertThat;

class CoefficientTest {
    private static final Edit ADD = Edit.add("blocks.0.hook_resid_post", new float[]{1, 0}, 2);

    @Test
    void theGainOfAllIsIn() {
        var calm = SteeringRow.of("calm", 2, List.of(ADD));
        var expert = new SteeringRow("L3 E7", 1, false, false, List.of(), List.of(ExpertGain.off(3, 7)));
        List<Coefficient> half = Coefficient.of(new SteeringSet(List.of(calm, expert), 0.5));
        assertThat(half).containsExactly(new Coefficient("calm", 2, 1, 0, true),
                new Coefficient("L3 E7", 1, 0.5, 1, true));
        assertThat(half).extracting(Coefficient::words).containsExactly("calm = 1", "L3 E7 = 0.5");
    }

    @Test
    void whatIsMutedOrPassedOverDoesNothingAndSaysSo() {
        var muted = new SteeringRow("calm", 0, true, false, parts(), List.of());
        var other = new SteeringRow("kind", 1, false, false, parts(), List.of());
        var alone = new SteeringRow("glad", 2, false, true, parts(), List.of());
        assertThat(Coefficient.of(new SteeringSet(List.of(muted, other), 1))).extracting(Coefficient::words)
                .containsExactly("calm is not heard", "kind = 2");
        assertThat(Coefficient.of(new SteeringSet(List.of(muted, other, alone), 1))).extracting(Coefficient::value)
                .containsExactly(0.0, 0.0, 2.0);
    }

    /// Not even at 1 does a forced expert do nothing.
    @Test
    void aForcedExpertIsAboveNothing() {
        var forced = new SteeringRow("L3 E7", 1, false, false, List.of(), List.of(ExpertGain.forced(3, 7)));
        assertThat(Coefficient.of(new SteeringSet(List.of(forced), 1)))
                .containsExactly(new Coefficient("L3 E7", 1, 1, 0, true));
    }

    private static List<SteeringRow.Part> parts() {
        return List.of(new SteeringRow.Part(ADD, true));
    }
}
