package org.sextant.runtime.model;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.model.RouterSpec.GroupScore;
import org.sextant.runtime.model.RouterSpec.Scores;

import static org.assertj.core.api.Assertions.assertThat;

/// Which experts are chosen where scores are equal or no numbers.
class TopExpertsTest {
    private static final RouterSpec PLAIN = RouterSpec.plain(Scores.SOFTMAX, false);

    @Test
    void equalScoresGoToTheLowerNumber() {
        assertThat(new TopExperts(PLAIN, 5, 3).choose(new float[]{1, 2, 2, 1, 2})).containsExactly(1, 2, 4);
        assertThat(new TopExperts(PLAIN, 5, 3).choose(new float[]{1, 2, 1, 1, 1})).containsExactly(1, 0, 2);
        assertThat(new TopExperts(PLAIN, 5, 5).choose(new float[5])).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void eachTokenChoosesForItself() {
        assertThat(new TopExperts(PLAIN, 3, 2).choose(new float[]{1, 2, 3, 3, 1, 2})).containsExactly(2, 1, 0, 2);
    }

    @Test
    void whatIsNoNumberComesLast() {
        float nan = Float.NaN;
        assertThat(new TopExperts(PLAIN, 4, 2).choose(new float[]{nan, -5, nan, Float.NEGATIVE_INFINITY}))
                .containsExactly(1, 3);
        assertThat(new TopExperts(PLAIN, 4, 3).choose(new float[]{nan, -5, nan, nan})).containsExactly(1, 0, 2);
        assertThat(new TopExperts(PLAIN, 3, 2).choose(new float[]{nan, nan, nan})).containsExactly(0, 1);
    }

    @Test
    void equalGroupsGoToTheLowerNumber() {
        RouterSpec spec = new RouterSpec(Scores.SOFTMAX, 3, 1, GroupScore.BEST, false, 1);
        assertThat(new TopExperts(spec, 6, 2).choose(new float[]{0, 1, 1, 0, 1, 0})).containsExactly(1, 0);
    }

    @Test
    void groupsAreComparedByTheirBestOrTheirTwoBest() {
        float[] scores = {9, 0, 0, 6, 6, 0};
        RouterSpec best = new RouterSpec(Scores.SIGMOID, 2, 1, GroupScore.BEST, false, 1);
        RouterSpec bestTwo = new RouterSpec(Scores.SIGMOID, 2, 1, GroupScore.BEST_TWO, false, 1);
        assertThat(new TopExperts(best, 6, 1).choose(scores)).containsExactly(0);
        assertThat(new TopExperts(bestTwo, 6, 1).choose(scores)).containsExactly(3);
    }

    /// All scores are negative, so that a masked expert must not count as zero.
    @Test
    void expertsOfDroppedGroupsAreNeverChosen() {
        RouterSpec spec = new RouterSpec(Scores.SIGMOID, 2, 1, GroupScore.BEST_TWO, false, 1);
        assertThat(new TopExperts(spec, 4, 2).choose(new float[]{-4, -3, -2, -1})).containsExactly(3, 2);
    }
}
