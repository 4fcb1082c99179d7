package org.sextant.runtime.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.testing.RuleNumbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Similarities from all tokens at hand, against the golden values of METHODS.md 5.14 and against those from sums.
class KeptTokensTest {
    private static final double GOLDEN = 2e-6;
    /// Sums are products in single precision.
    private static final double AS_SUMS = 1e-5;

    private final NDManager manager = Backend.newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    /// Two layers that stand behind another one.
    private record Tokens(TokenRows a, TokenRows b) implements AutoCloseable {
        static Tokens of(float[] x, int p, float[] y, int q) {
            return new Tokens(rows(x, p), rows(y, q));
        }

        private static TokenRows rows(float[] values, int width) {
            int tokens = values.length / width;
            int[] all = IntStream.range(0, tokens).toArray();
            var rows = new TokenRows(List.of(1, width), tokens);
            float[] first = new float[tokens];
            Arrays.fill(first, 3);
            first[0] = 1;
            rows.put(0, first, all);
            rows.put(1, values, all);
            rows.advance(tokens);
            return rows;
        }

        double of(Similarity statistic, NDManager manager) {
            return switch (statistic) {
                case CKA -> cka(manager).linear(1, 1);
                case CKA_DEBIASED -> cka(manager).debiased(1, 1);
                default -> spectral(statistic, manager);
            };
        }

        private GramCka cka(NDManager manager) {
            var cka = new GramCka(a, b);
            for (int block = 0; block < cka.blocks(); block++) {
                cka.add(manager, block, () -> {});
            }
            return cka;
        }

        private double spectral(Similarity statistic, NDManager manager) {
            try (TokenSpectra x = new TokenSpectra(a); TokenSpectra y = new TokenSpectra(b)) {
                x.find(1, x.products(manager, 1));
                y.find(1, y.products(manager, 1));
                return SpectralSimilarity.of(statistic, x.of(1), y.of(1), x.cross(manager, 1, y, 1));
            }
        }

        /// The same from sums.
        double fromSums(Similarity statistic, NDManager manager) {
            try (ProductSums sums = new ProductSums(manager.newSubManager(),
                    List.of(ProductSums.Strip.across(a, 1, b), ProductSums.Strip.own(a, 1),
                            ProductSums.Strip.own(b, 1)))) {
                sums.add(() -> {});
                LayerSums cross = sums.of(0, 1);
                LayerSums x = sums.of(1, 1);
                LayerSums y = sums.of(2, 1);
                return switch (statistic) {
                    case CKA -> LinearCka.of(cross, LinearCka.Size.of(x), LinearCka.Size.of(y));
                    case CKA_DEBIASED -> LinearCka.debiased(cross, LinearCka.Size.of(x), LinearCka.Size.of(y));
                    default -> SpectralSimilarity.of(statistic, new LayerSpectrum(x), new LayerSpectrum(y),
                            LayerSpectrum.matrix(cross));
                };
            }
        }

        @Override
        public void close() {
            a.close();
            b.close();
        }
    }

    private static float[] random(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /// y is x in part, and both stand far from 0.
    private static Tokens related(int p, int q, int tokens) {
        float[] x = random(p, tokens * p);
        float[] y = random(q + 100, tokens * q);
        for (int token = 0; token < tokens; token++) {
            for (int at = 0; at < Math.min(p, q); at++) {
                y[token * q + at] += 2 * x[token * p + at];
            }
            x[token * p + 1] += 1000;
        }
        return Tokens.of(x, p, y, q);
    }

    @Test
    void theGoldenValuesComeOut() {
        float[] x = RuleNumbers.fill("cka_X", 8 * 3, 5);
        float[] y = RuleNumbers.fill("cka_Y", 8 * 2, 5);
        for (int i = 0; i < y.length; i++) {
            y[i] += x[i / 2 * 3 + i % 2];
        }
        try (Tokens tokens = Tokens.of(x, 3, y, 2)) {
            assertThat(tokens.of(Similarity.CKA, manager)).isCloseTo(0.542636, within(GOLDEN));
            assertThat(tokens.of(Similarity.CKA_DEBIASED, manager)).isCloseTo(0.346197, within(GOLDEN));
            assertThat(tokens.of(Similarity.CCA, manager)).isCloseTo(0.884088, within(GOLDEN));
            assertThat(tokens.of(Similarity.SVCCA, manager)).isCloseTo(0.884088, within(GOLDEN));
            assertThat(tokens.of(Similarity.PWCCA, manager)).isCloseTo(0.859082, within(GOLDEN));
            assertThat(tokens.of(Similarity.PROCRUSTES, manager)).isCloseTo(0.485337, within(GOLDEN));
        }
    }

    /// Fewer tokens than either width, as many as one, between both, and more than either.
    @ParameterizedTest
    @CsvSource({"12, 9, 7", "12, 9, 9", "12, 9, 12", "9, 12, 11", "3, 14, 10", "14, 3, 10", "12, 9, 60"})
    void valuesAreThoseOfSums(int p, int q, int count) {
        try (Tokens tokens = related(p, q, count)) {
            for (Similarity statistic : Similarity.values()) {
                if (statistic != Similarity.CKA_RBF) {
                    assertThat(tokens.of(statistic, manager)).as(statistic.id()).isFinite()
                            .isCloseTo(tokens.fromSums(statistic, manager), within(AS_SUMS));
                }
            }
        }
    }

    /// Only some of the directions of a layer of fewer tokens than numbers are the other's, so that PWCCA is no mean of 1.
    @Test
    void projectionsWeighByTheColumnsAsTheyAreThoughTheLayerIsRotated() {
        try (Tokens tokens = related(8, 30, 9); Tokens narrow = related(30, 4, 25)) {
            for (Tokens each : List.of(tokens, narrow)) {
                double weighted = each.of(Similarity.PWCCA, manager);
                assertThat(weighted).isCloseTo(each.fromSums(Similarity.PWCCA, manager), within(AS_SUMS));
            }
            assertThat(narrow.of(Similarity.PWCCA, manager)).isBetween(0.5, 1.0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 40, 100})
    void aLayerIsLikeItself(int count) {
        float[] x = random(1, count * 40);
        try (Tokens tokens = Tokens.of(x, 40, x, 40)) {
            for (Similarity statistic : Similarity.values()) {
                if (statistic != Similarity.CKA_RBF) {
                    assertThat(tokens.of(statistic, manager)).as(statistic.id())
                            .isCloseTo(statistic == Similarity.PROCRUSTES ? 0 : 1, within(1e-9));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Similarity.class, names = {"CKA_RBF"}, mode = EnumSource.Mode.EXCLUDE)
    void whatDoesNotVaryHasNoSimilarity(Similarity statistic) {
        float[] still = new float[20 * 2];
        Arrays.fill(still, 0.1f);
        try (Tokens tokens = Tokens.of(random(2, 20 * 3), 3, still, 2);
                Tokens one = Tokens.of(random(3, 4), 4, random(4, 3), 3)) {
            assertThat(tokens.of(statistic, manager)).isNaN();
            assertThat(one.of(statistic, manager)).as("of one token").isNaN();
        }
    }

    @Test
    void threeTokensAreTooFewForUnbiasedEstimates() {
        try (Tokens tokens = related(5, 4, 3)) {
            assertThat(tokens.of(Similarity.CKA_DEBIASED, manager)).isNaN();
            assertThat(tokens.of(Similarity.CKA, manager)).isBetween(0.0, 1.0);
        }
    }

    /// As many tokens as do not fit into one block of rows.
    @Test
    void gramMatricesThatAreTooLargeAreMadeInBlocks() {
        int count = 2600;
        try (Tokens tokens = related(4, 3, count)) {
            assertThat(GramCka.bytes(List.of(1, 4), List.of(1, 3), count)).isLessThan(80L << 20);
            assertThat(tokens.cka(manager).blocks()).isGreaterThan(1);
            for (Similarity statistic : List.of(Similarity.CKA, Similarity.CKA_DEBIASED)) {
                assertThat(tokens.of(statistic, manager))
                        .isCloseTo(tokens.fromSums(statistic, manager), within(AS_SUMS));
            }
        }
    }
}
