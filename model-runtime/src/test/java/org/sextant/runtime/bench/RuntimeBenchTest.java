package org.sextant.runtime.bench;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;

/// That the benchmark measures what it says; how fast this machine is, no test asks.
class RuntimeBenchTest {
    @Test
    void everyFigureIsMeasured() {
        BenchReport report = new RuntimeBench(1).random(ModelShape.named("gpt2-tiny").orElseThrow());

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
    void theShapeOfAFolderHasItsWeights() {
        ModelShape shape = ModelShape.ofFolder(Fixtures.folder("v4/qwen2"));
        assertThat(shape.label()).isEqualTo("qwen2");
        assertThat(shape.weights()).contains(Parameter.QUERY_BIAS, Parameter.GATE_WEIGHT)
                .doesNotContain(Parameter.OUTPUT_BIAS, Parameter.UNEMBEDDING, Parameter.POSITIONS);
    }

    @Test
    void shapesAreFoundByLabel() {
        assertThat(ModelShape.LABELS).allSatisfy(label -> assertThat(ModelShape.named(label)).isPresent());
        assertThat(ModelShape.named("gpt5")).isEmpty();
    }
}
