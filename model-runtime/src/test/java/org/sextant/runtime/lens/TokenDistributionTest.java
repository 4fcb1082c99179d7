package org.sextant.runtime.lens;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TokenDistributionTest {
    @Test
    void candidatesAndEntropyEqualTheDefinitions() {
        Random random = new Random(5);
        float[] logits = new float[300];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Math.round(random.nextGaussian() * 8) / 4f;
        }
        int from = 50;
        int vocabulary = 200;
        TokenDistribution distribution = TokenDistribution.of(logits, from, vocabulary, 20);

        double sum = IntStream.range(0, vocabulary).mapToDouble(id -> Math.exp(logits[from + id])).sum();
        double entropy = IntStream.range(0, vocabulary).mapToDouble(id -> Math.exp(logits[from + id]) / sum)
                .map(p -> -p * Math.log(p)).sum();
        List<Integer> order = IntStream.range(0, vocabulary).boxed().sorted(
                Comparator.<Integer>comparingDouble(id -> -logits[from + id]).thenComparing(id -> id)).limit(20)
                .toList();
        assertThat(distribution.entropy()).isCloseTo(entropy, within(1e-12));
        assertThat(distribution.top()).extracting(TokenDistribution.Candidate::id).isEqualTo(order);
        assertThat(distribution.top()).allSatisfy(candidate -> assertThat(candidate.probability())
                .isCloseTo(Math.exp(logits[from + candidate.id()]) / sum, within(1e-12)));
    }

    @Test
    void aCertainTokenHasNoEntropyAndEqualOnesHaveTheMost() {
        float[] certain = {0, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
        assertThat(TokenDistribution.of(certain, 0, 3, 3).entropy()).isZero();
        assertThat(TokenDistribution.of(new float[7], 0, 7, 0).entropy()).isCloseTo(Math.log(7), within(1e-12));
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        TokenDistribution distribution = TokenDistribution.of(new float[]{3e38f, -3e38f}, 0, 2, 2);
        assertThat(distribution.entropy()).isZero();
        assertThat(distribution.top().getFirst().probability()).isEqualTo(1);
    }

    @Test
    void notANumberStandsFirstAndMakesTheRestUnknown() {
        TokenDistribution distribution = TokenDistribution.of(new float[]{1, Float.NaN, 2, Float.NaN}, 0, 4, 3);
        assertThat(distribution.top()).extracting(TokenDistribution.Candidate::id).containsExactly(1, 3, 2);
        assertThat(distribution.entropy()).isNaN();
        assertThat(distribution.top()).allSatisfy(candidate -> assertThat(candidate.probability()).isNaN());
    }

    @Test
    void noMoreCandidatesThanTokens() {
        assertThat(TokenDistribution.of(new float[]{1, 2}, 0, 2, 9).top()).hasSize(2);
    }
}
