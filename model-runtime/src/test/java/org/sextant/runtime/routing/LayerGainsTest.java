package org.sextant.runtime.routing;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.routing.ExpertGain.Mode;

import static org.assertj.core.api.Assertions.assertThat;

class LayerGainsTest {
    private static final ExpertChoice PLAIN = new ExpertChoice(8, 2, RouterSpec.plain(RouterSpec.Scores.SOFTMAX, true));

    private static ExpertChoice grouped(int groups, int kept, RouterSpec.GroupScore score) {
        return new ExpertChoice(8, 2, new RouterSpec(RouterSpec.Scores.SIGMOID, groups, kept, score, true, 1));
    }

    private static ExpertGain[] off(int count) {
        return IntStream.range(0, count).mapToObj(expert -> ExpertGain.off(3, expert)).toArray(ExpertGain[]::new);
    }

    private static LayerGains layer(ExpertGain... gains) {
        return LayerGains.of(List.of(gains), PLAIN).getFirst();
    }

    @Test
    void masksHoldAsLongAsATokenFindsEnoughExperts() {
        assertThat(layer(off(6)).masked()).hasSize(6);
        assertThat(layer(off(6)).note()).isEmpty();
        LayerGains tooMany = layer(off(7));
        assertThat(tooMany.masked()).isEmpty();
        assertThat(tooMany.weighed()).hasSize(7);
        assertThat(tooMany.note().orElseThrow()).contains("block 3").contains("7 masked");
        assertThat(layer(off(8)).note().orElseThrow()).contains("no expert keeps any weight");
    }

    @Test
    void forcedExpertsAreNeitherMaskedNorWeighed() {
        LayerGains mixed = layer(ExpertGain.off(3, 0), ExpertGain.forced(3, 1), new ExpertGain(3, 2, 2, Mode.MASK),
                new ExpertGain(3, 4, 1, Mode.ZERO_RENORM));
        assertThat(mixed.masked()).extracting(ExpertGain::expert).containsExactly(0);
        assertThat(mixed.forced()).extracting(ExpertGain::expert).containsExactly(1);
        assertThat(mixed.weighed()).extracting(ExpertGain::expert).containsExactly(2);
        assertThat(mixed.renormalised()).isFalse();
    }

    @Test
    void theLaterOfTwoForOneExpertHoldsAndNeutralOnesCountForNothing() {
        assertThat(layer(ExpertGain.off(3, 0), ExpertGain.forced(3, 0)).forced()).hasSize(1);
        assertThat(layer(ExpertGain.off(3, 0), new ExpertGain(3, 0, 1, Mode.MASK)).masked()).hasSize(1);
        assertThat(LayerGains.of(List.of(new ExpertGain(3, 0, 1, Mode.ZERO)), PLAIN)).isEmpty();
    }

    /// Experts 0 to `off` − 1 of eight are off, of which a token gets two.
    @ParameterizedTest
    @CsvSource({"4, 1, BEST_TWO, 1, true", "4, 1, BEST_TWO, 6, true", "4, 1, BEST_TWO, 7, false",
        "4, 2, BEST_TWO, 4, true", "4, 2, BEST_TWO, 5, false", "2, 1, BEST_TWO, 5, true", "2, 1, BEST_TWO, 7, false",
        "4, 1, BEST, 1, false", "4, 1, BEST, 2, true", "4, 2, BEST, 5, true", "4, 2, BEST, 6, false",
        "1, 1, BEST, 6, true"})
    void groupsThatCanBeKeptMustHoldEnough(int groups, int kept, RouterSpec.GroupScore score, int off, boolean enough) {
        Set<Integer> masked = Set.copyOf(IntStream.range(0, off).boxed().toList());
        assertThat(grouped(groups, kept, score).leavesEnough(masked)).isEqualTo(enough);
    }
}
