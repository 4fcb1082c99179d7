package org.sextant.runtime.steering;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.testing.RuleNumbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class MeanDifferenceTest {
    /// METHODS.md 4.14.
    @Test
    void itIsTheGoldenOne() {
        float[] safe = RuleNumbers.fill("cl_safe", 24, 1.5f);
        float[] unsafe = RuleNumbers.fill("cl_unsafe", 24, 1.5f);
        MeanDifference difference = new MeanDifference(4);
        for (int row = 0; row < 6; row++) {
            difference.add(true, new float[]{safe[4 * row] + 1, safe[4 * row + 1], safe[4 * row + 2],
                safe[4 * row + 3]});
            difference.add(false, new float[]{unsafe[4 * row] - 1, unsafe[4 * row + 1] + 0.5f, unsafe[4 * row + 2],
                unsafe[4 * row + 3]});
        }
        assertThat(difference.vector()).containsExactly(new float[]{1.867674f, -0.402665f, -0.200274f, 0.017476f},
                within(1e-6f));
    }

    @Test
    void bothClassesAreNeeded() {
        MeanDifference difference = new MeanDifference(1);
        difference.add(true, new float[]{1});
        assertThatThrownBy(difference::vector).isInstanceOf(SteeringException.class)
                .hasMessageContaining("1 positive and 0 negative");
    }
}
