package org.sextant.assets.evaluate;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.assets.prompts.AskedToken;
import org.sextant.runtime.session.TensorValue;

import static org.assertj.core.api.Assertions.assertThat;

class MeasureTest {
    private static final List<String> TEXTS = List.of("the", "14", "62", "to", "63", "61", "15", "rope");

    /// The token with the highest logit is `top`, the one after it `second`.
    private static Prompts.Asked asked(List<Integer> prompt, int answer, int wrong, int top, int second) {
        float[] logits = new float[TEXTS.size()];
        logits[top] = 2;
        logits[second] = 1;
        return new Prompts.Asked(new AskedToken(prompt, answer, wrong, 1), TensorValue.of(logits, logits.length));
    }

    private static boolean greater(int top) {
        // "the 14 62 to the 14": more than 62 is asked for, and 14 is only the century.
        return Measure.GREATER.holds(asked(List.of(0, 1, 2, 3, 0, 1), 4, 5, top, 0), TEXTS::get);
    }

    @Test
    void aGreaterYearIsGreaterThanTheYearAndNotThanTheCentury() {
        assertThat(greater(TEXTS.indexOf("63"))).isTrue();
        assertThat(greater(TEXTS.indexOf("62"))).isFalse();
        assertThat(greater(TEXTS.indexOf("61"))).isFalse();
        assertThat(greater(TEXTS.indexOf("15"))).isFalse();
        assertThat(greater(TEXTS.indexOf("rope"))).isFalse();
    }

    @Test
    void theRightAnswerIsTheMostLikelyOfAll() {
        assertThat(Measure.RIGHT_ANSWER.holds(asked(List.of(0), 7, 3, 7, 3), TEXTS::get)).isTrue();
        assertThat(Measure.RIGHT_ANSWER.holds(asked(List.of(0), 7, 3, 0, 7), TEXTS::get)).isFalse();
    }

    @Test
    void overWrongOnlyTheTwoAreCompared() {
        assertThat(Measure.OVER_WRONG.holds(asked(List.of(0), 7, 3, 0, 7), TEXTS::get)).isTrue();
        assertThat(Measure.OVER_WRONG.holds(asked(List.of(0), 3, 7, 0, 7), TEXTS::get)).isFalse();
        assertThat(Measure.OVER_WRONG.holds(asked(List.of(0), 4, 5, 0, 7), TEXTS::get)).isFalse();
    }
}
