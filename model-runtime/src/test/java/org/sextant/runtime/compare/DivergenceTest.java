package org.sextant.runtime.compare;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// By hand: logits `ln p` of p = (½, ¼, ¼) and q = (¼, ¼, ½).
class DivergenceTest {
    private static final float[] LOGITS = {(float) Math.log(0.5), (float) Math.log(0.25), (float) Math.log(0.25),
        (float) Math.log(0.25), (float) Math.log(0.25), (float) Math.log(0.5)};
    private static final NextTokens P = new NextTokens(LOGITS, 0, 3);
    private static final NextTokens Q = new NextTokens(LOGITS, 3, 3);

    @Test
    void figuresAreThoseComputedByHand() {
        Divergence divergence = Divergence.of(P, Q, 3);
        // ½ ln 2 − ¼ ln 2.
        assertThat(divergence.kl()).isCloseTo(0.25 * Math.log(2), within(1e-7));
        assertThat(divergence.klReverse()).as("these two are mirrored").isCloseTo(0.25 * Math.log(2), within(1e-7));
        // m = (⅜, ¼, ⅜).
        double expected = 0.5 * Math.log(0.5 / 0.375) + 0.25 * Math.log(0.25 / 0.375);
        assertThat(divergence.js()).isCloseTo(expected, within(1e-7));
    }

    @Test
    void theSameLogitsAreExactlyNowhereApart() {
        assertThat(Divergence.of(Q, Q, 3)).isEqualTo(new Divergence(0, 0, 0));
    }

    @Test
    void whatOneSideRulesOutIsInfinitelyFarAndAtMostLnTwo() {
        float[] logits = {0, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, 0};
        Divergence divergence = Divergence.of(new NextTokens(logits, 0, 2), new NextTokens(logits, 2, 2), 2);
        assertThat(divergence.kl()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(divergence.klReverse()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(divergence.js()).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void aSharedPartIsADistributionOfItsOwn() {
        // Of the first two: p = (⅔, ⅓), q = (½, ½).
        double expected = 2 / 3.0 * Math.log(4 / 3.0) + 1 / 3.0 * Math.log(2 / 3.0);
        assertThat(Divergence.of(P, Q, 2).kl()).isCloseTo(expected, within(1e-7));
        double reverse = 0.5 * Math.log(3 / 4.0) + 0.5 * Math.log(3 / 2.0);
        assertThat(Divergence.of(P, Q, 2).klReverse()).isCloseTo(reverse, within(1e-7));
    }

    @Test
    void ranksCountWhatComesBefore() {
        assertThat(P.rank(0)).isZero();
        assertThat(P.rank(2)).as("of equals the lower id comes first").isEqualTo(2);
        assertThat(Q.rank(2)).isZero();
        assertThat(Q.rank(0)).isEqualTo(1);
    }
}
