package org.sextant.assets.replicate;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.assets.replicate.MoteArms.Counted;
import org.sextant.runtime.routing.ExpertArms;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.Resonance;
import org.sextant.runtime.session.ExpertLoadRequest.Measure;
import org.sextant.runtime.session.ExpertLoadRequest.Span;
import org.sextant.runtime.session.PlanEffectRequest.Arm;

import static org.assertj.core.api.Assertions.assertThat;

/// Four blocks of sixteen experts, of which a token gets two, as in the demo's mixture.
class MoteArmsTest {
    private static final ExpertArms EXPERTS = ExpertArms.of(
            new Resonance(16, List.of(new float[64]), List.of(new float[64])), Resonance.Order.DELTA,
            List.of(0, 1, 2, 3));
    private static final MoteArms ARMS = new MoteArms(EXPERTS,
            List.of(new Counted(Measure.TOKENS, Span.PROMPT, EXPERTS), new Counted(Measure.WEIGHTS, Span.ALL, EXPERTS)),
            EXPERTS, 2, 20);

    @Test
    void everyPlanHasANameOfItsOwnAndTheModelAsItIsComesFirst() {
        // Without resonance the first ten are all of block 0, where six others are too few to draw ten from.
        MoteArms few = new MoteArms(
                new ExpertArms(EXPERTS.layers(), 16, spread(EXPERTS.ranked())), ARMS.others(), EXPERTS, 2, 20);
        List<Arm> all = few.all();
        assertThat(all).extracting(Arm::name).doesNotHaveDuplicates().startsWith(MoteArms.BASELINE, "top 10 off");
        assertThat(all.getFirst().plan().isNeutral()).isTrue();
        assertThat(all.stream().filter(arm -> arm.name().startsWith("10 by chance"))).hasSize(20);
        assertThat(all.stream().filter(arm -> arm.name().startsWith("4 by chance"))).hasSize(5);
        assertThat(all.get(1).plan().experts()).hasSize(10).allMatch(ExpertGain::isMask);
    }

    /// One of each block in turn.
    private static List<Resonance.Place> spread(List<Resonance.Place> ranked) {
        return ranked.stream().sorted((a, b) -> Integer.compare(a.expert(), b.expert())).toList();
    }

    @Test
    void everyWayOfCountingIsTriedWithEveryWayOfSwitching() {
        assertThat(ARMS.settings()).extracting(MoteArms.Setting::name).containsExactly(
                "tokens of the prompt, mask", "tokens of the prompt, zero", "tokens of the prompt, zero_renorm",
                "tokens of the prompt, force", "weights of prompt and answer, mask",
                "weights of prompt and answer, zero", "weights of prompt and answer, zero_renorm",
                "weights of prompt and answer, force");
        assertThat(ARMS.settings().get(3).arm().plan().experts()).hasSize(2)
                .allMatch(gain -> gain.mode() == ExpertGain.Mode.FORCE);
    }

    @Test
    void everyExpertIsSwitchedOffByItself() {
        List<Arm> singles = MoteArms.singles(List.of(0, 1, 2, 3), 16);
        assertThat(singles).hasSize(65);
        assertThat(singles.get(1 + 16 + 5).plan().experts()).containsExactly(ExpertGain.off(1, 5));
    }
}
