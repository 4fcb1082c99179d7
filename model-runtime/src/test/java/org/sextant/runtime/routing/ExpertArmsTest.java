package org.sextant.runtime.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.routing.ExpertGain.Mode;
import org.sextant.runtime.routing.Resonance.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Two blocks, 3 and 5, of four experts each.
class ExpertArmsTest {
    private static final ExpertArms ARMS = ExpertArms.of(
            new Resonance(4, List.of(new float[]{1, 9, 2, 8, 3, 7, -1, 0}), List.of(new float[8])), Order.DELTA,
            List.of(3, 5));

    @Test
    void theMostResonantAreSwitchedOff() {
        assertThat(ARMS.off(3, Mode.MASK)).containsExactly(ExpertGain.off(3, 1), ExpertGain.off(3, 3),
                ExpertGain.off(5, 1));
        assertThat(ARMS.off(-2, Mode.ZERO)).containsExactly(new ExpertGain(5, 2, 0, Mode.ZERO),
                new ExpertGain(5, 3, 0, Mode.ZERO));
        assertThat(ARMS.off(0, Mode.MASK)).isEmpty();
        assertThatThrownBy(() -> ARMS.top(9)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thoseByChanceAreOthersOfTheSameLayers() {
        List<ExpertGain> top = ARMS.off(3, Mode.MASK);
        Set<List<ExpertGain>> draws = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            List<ExpertGain> drawn = ARMS.randomOff(3, Mode.MASK, seed);
            assertThat(drawn).extracting(ExpertGain::layer).containsExactly(3, 3, 5);
            assertThat(drawn).doesNotContainAnyElementsOf(top).doesNotHaveDuplicates();
            assertThat(ARMS.randomOff(3, Mode.MASK, seed)).isEqualTo(drawn);
            draws.add(drawn);
        }
        assertThat(draws).hasSizeGreaterThan(3);
        // All of block 3 are among the six.
        assertThatThrownBy(() -> ARMS.randomOff(6, Mode.MASK, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("block 3");
    }

    @Test
    void asManyAreForcedAsALayerHasRoomFor() {
        assertThat(ARMS.forced(4, 1, 1.5)).containsExactly(new ExpertGain(3, 1, 1.5, Mode.FORCE),
                new ExpertGain(5, 1, 1.5, Mode.FORCE));
        assertThat(ARMS.forced(4, 2, 1)).containsExactly(ExpertGain.forced(3, 1), ExpertGain.forced(3, 3),
                ExpertGain.forced(5, 1), ExpertGain.forced(5, 0));
    }
}
