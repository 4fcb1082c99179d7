package org.sextant.runtime.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// That the benchmark measures what it says; how fast this machine is, no test asks.
class RuntimeBenchTest {
    @Test
    void everyFigureIsMeasured() {
        BenchReport report = new RuntimeBench(1).random(ModelShape.GPT2_TINY);

        assertThat(report.shape()).isEqualTo("gpt2-tiny");
        assertThat(report.weightBytes()).isEqualTo(parameters(64, 4, 512, 1024) * Float.BYTES);
        assertThat(report.forwardMillis()).isPositive();
        assertThat(report.forwardToProducts()).isEqualTo(report.forwardMillis() / report.productsMillis());
        assertThat(report.captureToForward()).isPositive();
        assertThat(report.decodeBandwidth()).isPositive();
    }

    /// GPT-2's weights by hand: embeddings, and in each block 12 d² + 13 d, and the final norm.
    private static long parameters(long width, long layers, long vocabulary, long context) {
        return (vocabulary + context) * width + layers * (12 * width * width + 13 * width) + 2 * width;
    }

    @Test
    void shapesAreFoundByLabel() {
        assertThat(ModelShape.named("gpt2-small")).contains(ModelShape.GPT2_SMALL);
        assertThat(ModelShape.named("gpt5")).isEmpty();
    }
}
