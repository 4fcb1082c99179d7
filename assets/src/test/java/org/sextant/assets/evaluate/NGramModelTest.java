package org.sextant.assets.evaluate;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class NGramModelTest {
    private static final List<Integer> TEXT = List.of(0, 1, 2, 1, 2, 3, 1, 2);

    @Test
    void probabilitiesAfterAnyContextAddUpToOne() {
        NGramModel model = new NGramModel(3, 6);
        model.learn(TEXT);
        for (List<Integer> context : List.of(List.<Integer>of(), List.of(1), List.of(1, 2), List.of(5, 5))) {
            assertThat(IntStream.range(0, 6).mapToDouble(id -> model.probability(context, id)).sum())
                    .isCloseTo(1, within(1e-12));
        }
    }

    /// Worked by hand: seven tokens are predicted, three of them a 2, three kinds; the two after a 1 is seen three times
    /// of three.
    @Test
    void countsAndDistinctFollowersMakeTheProbability() {
        NGramModel model = new NGramModel(2, 6);
        model.learn(TEXT);
        double unigram = (3 + 3.0 / 6) / (7 + 3);
        assertThat(model.probability(List.of(), 2)).isCloseTo(unigram, within(1e-12));
        assertThat(model.probability(List.of(1), 2)).isCloseTo((3 + unigram) / (3 + 1), within(1e-12));
        assertThat(model.probability(List.of(4), 2)).isCloseTo(unigram, within(1e-12));
    }

    @Test
    void aLongerMemoryFitsARepeatedTextBetter() {
        NGramModel single = new NGramModel(1, 6);
        NGramModel three = new NGramModel(3, 6);
        for (NGramModel model : List.of(single, three)) {
            IntStream.range(0, 10).forEach(_ -> model.learn(TEXT));
        }
        assertThat(three.loss(TEXT)).isLessThan(single.loss(TEXT) / 2);
    }
}
