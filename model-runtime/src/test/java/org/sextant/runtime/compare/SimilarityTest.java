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
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.testing.RuleNumbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The golden values of METHODS.md 5.14, and the sums against the formulas with all tokens at hand.
class SimilarityTest {
    private static final double GOLDEN = 2e-6;
    private static final int TOKENS = 8;

    private final NDManager manager = Backend.newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    /// Two layers and all their sums.
    private record Sums(LayerSums cross, LayerSums x, LayerSums y) {
        LayerSpectrum spectrumX() {
            return new LayerSpectrum(x);
        }

        double spectral(Similarity statistic) {
            return SpectralSimilarity.of(statistic, new LayerSpectrum(x), new LayerSpectrum(y),
                    LayerSpectrum.matrix(cross));
        }

        double cka() {
            return LinearCka.of(cross, LinearCka.Size.of(x), LinearCka.Size.of(y));
        }

        double debiased() {
            return LinearCka.debiased(cross, LinearCka.Size.of(x), LinearCka.Size.of(y));
        }
    }

    private static float[] goldenX() {
        return RuleNumbers.fill("cka_X", TOKENS * 3, 5);
    }

    private static float[] goldenY() {
        float[] x = goldenX();
        float[] y = RuleNumbers.fill("cka_Y", TOKENS * 2, 5);
        for (int i = 0; i < y.length; i++) {
            y[i] += x[i / 2 * 3 + i % 2];
        }
        return y;
    }

    /// @param batch tokens that are added at a time
    private Sums sums(float[] x, int p, float[] y, int q, int batch) {
        int tokens = x.length / p;
        try (TokenRows a = new TokenRows(List.of(1, p), batch);
                TokenRows b = new TokenRows(List.of(q), batch);
                ProductSums products = new ProductSums(manager.newSubManager(),
                        List.of(ProductSums.Strip.across(a, 1, b), ProductSums.Strip.own(a, 1),
                                ProductSums.Strip.own(b, 0)))) {
            for (int from = 0; from < tokens; from += batch) {
                int[] picked = IntStream.range(from, Math.min(tokens, from + batch)).toArray();
                a.put(0, new float[tokens], picked);
                a.put(1, x, picked);
                b.put(0, y, picked);
                a.advance(picked.length);
                b.advance(picked.length);
                products.add(() -> {});
                a.empty();
                b.empty();
            }
            return new Sums(products.of(0, 0), products.of(1, 1), products.of(2, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void theGoldenValuesComeOutWhateverTheBatches(int batch) {
        Sums sums = sums(goldenX(), 3, goldenY(), 2, batch);
        assertThat(sums.cka()).isCloseTo(0.542636, within(GOLDEN));
        assertThat(sums.debiased()).isCloseTo(0.346197, within(GOLDEN));
        assertThat(sums.spectral(Similarity.CCA)).isCloseTo(0.884088, within(GOLDEN));
        assertThat(sums.spectral(Similarity.SVCCA)).isCloseTo(0.884088, within(GOLDEN));
        assertThat(sums.spectral(Similarity.PWCCA)).isCloseTo(0.859082, within(GOLDEN));
        assertThat(sums.spectral(Similarity.PROCRUSTES)).isCloseTo(0.485337, within(GOLDEN));
        assertThat(sums.spectrumX().leading()).isEqualTo(3);
    }

    @Test
    void canonicalCorrelationsAreTheGoldenOnes() {
        Sums sums = sums(goldenY(), 2, goldenX(), 3, TOKENS);
        double[] correlations = CanonicalCorrelations.all(new LayerSpectrum(sums.x()), new LayerSpectrum(sums.y()),
                LayerSpectrum.matrix(sums.cross()));
        assertThat(correlations).containsExactly(new double[]{0.978507, 0.789668}, within(GOLDEN));
    }

    @Test
    void kernelsOfASampleGiveTheGoldenValue() {
        try (TokenRows a = rows(goldenX(), 3); TokenRows b = rows(goldenY(), 2)) {
            KernelSample sample = new KernelSample(a, b, 100);
            sample.draw(a, b);
            assertThat(sample.tokens()).isEqualTo(TOKENS);
            assertThat(sample.similarities(manager, () -> {})[0][0]).isCloseTo(0.528127, within(GOLDEN));
        }
    }

    private static TokenRows rows(float[] values, int width) {
        int tokens = values.length / width;
        TokenRows rows = new TokenRows(List.of(width), tokens);
        rows.put(0, values, IntStream.range(0, tokens).toArray());
        rows.advance(tokens);
        return rows;
    }

    /// Residual streams have dimensions a thousand times larger than the others; single precision must not drown the
    /// rest.
    @ParameterizedTest
    @CsvSource({"5, 9, 37", "12, 3, 20", "6, 6, 4"})
    void debiasedCkaFromSumsIsThatOfTheGramMatrices(int p, int q, int tokens) {
        Random random = new Random(p);
        float[] x = random(random, tokens * p);
        float[] y = random(random, tokens * q);
        for (int token = 0; token < tokens; token++) {
            y[token * q] += x[token * p];
            x[token * p + 1] += 1000;
        }
        Sums sums = sums(x, p, y, q, 7);
        double[][] k = uCentred(x, p);
        double[][] l = uCentred(y, q);
        double expected = product(k, l) / Math.sqrt(product(k, k) * product(l, l));
        assertThat(sums.debiased()).isCloseTo(expected, within(1e-5));
        try (TokenRows a = rows(x, p); TokenRows b = rows(y, q)) {
            BatchKernels kernels = new BatchKernels(1, 1);
            kernels.add(manager, a, b, () -> {});
            assertThat(kernels.debiased(0, 0)).isCloseTo(expected, within(1e-5));
        }
    }

    /// METHODS.md 5.14, in double and with all tokens at hand.
    private static double[][] uCentred(float[] values, int width) {
        int n = values.length / width;
        double[][] gram = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int at = 0; at < width && i != j; at++) {
                    gram[i][j] += (double) values[i * width + at] * values[j * width + at];
                }
            }
        }
        double[] means = new double[n];
        for (int j = 0; j < n; j++) {
            means[j] = Arrays.stream(gram[j]).sum() / (n - 2);
        }
        double whole = Arrays.stream(means).sum() / (2.0 * (n - 1));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                gram[i][j] = i == j ? 0 : gram[i][j] - (means[i] - whole) - (means[j] - whole);
            }
        }
        return gram;
    }

    private static double product(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum += a[i][j] * b[i][j];
            }
        }
        return sum;
    }

    private static float[] random(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void aLayerIsLikeItself() {
        float[] x = random(new Random(1), 200 * 6);
        Sums sums = sums(x, 6, x, 6, 64);
        for (Similarity statistic : Similarity.values()) {
            if (statistic.spectral()) {
                assertThat(sums.spectral(statistic)).as(statistic.id())
                        .isCloseTo(statistic == Similarity.PROCRUSTES ? 0 : 1, within(1e-6));
            }
        }
        assertThat(sums.cka()).isCloseTo(1, within(1e-9));
        assertThat(sums.debiased()).isCloseTo(1, within(1e-9));
    }

    /// Where the engine multiplies in blocks, a product with itself is not symmetric to the last digit.
    @Test
    void wideLayersHaveASpectrum() {
        float[] x = random(new Random(6), 1200 * 200);
        Sums sums = sums(x, 200, x, 200, 1200);
        assertThat(sums.spectral(Similarity.SVCCA)).isCloseTo(1, within(1e-5));
        assertThat(sums.spectral(Similarity.PROCRUSTES)).isCloseTo(0, within(1e-5));
    }

    @Test
    void whatDoesNotVaryHasNoSimilarity() {
        float[] still = new float[20 * 2];
        Sums sums = sums(random(new Random(2), 20 * 3), 3, still, 2, 20);
        assertThat(sums.cka()).isNaN();
        assertThat(sums.debiased()).isNaN();
        for (Similarity statistic : List.of(Similarity.CCA, Similarity.SVCCA, Similarity.PWCCA,
                Similarity.PROCRUSTES)) {
            assertThat(sums.spectral(statistic)).as(statistic.id()).isNaN();
        }
    }

    @Test
    void threeTokensAreTooFewForUnbiasedEstimates() {
        Sums sums = sums(random(new Random(3), 3 * 2), 2, random(new Random(4), 3 * 2), 2, 3);
        assertThat(sums.debiased()).isNaN();
        assertThat(sums.cka()).isBetween(0.0, 1.0);
    }

    @Test
    void aSampleKeepsNoMoreThanItShall() {
        float[] numbers = new float[1000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        try (TokenRows a = rows(numbers, 1); TokenRows b = rows(numbers, 1)) {
            KernelSample sample = new KernelSample(a, b, 400);
            sample.draw(a, b);
            assertThat(sample.tokens()).isEqualTo(400);
            assertThat(sample.similarities(manager, () -> {})[0][0]).isCloseTo(1, within(1e-9));
        }
    }
}
