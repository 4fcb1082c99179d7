package org.sextant.runtime.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.Backend;
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
        assertThat(report.relpToForward()).isGreaterThan(1);
        assertThat(report.patchingPerCellToForward()).isPositive();
        assertThat(report.routingTraceToForward()).isEmpty();
        assertThat(report.prefillTokens()).isEqualTo(RuntimeBench.PREFILL);
        assertThat(report.prefillToProducts()).isPositive();
        assertThat(report.openToBound())
                .isEqualTo(report.openMillis() / (1.5 * report.readMillis() + 700)).isPositive();
    }

    @Test
    void readingTheRoutersIsMeasuredWhereThereAreExperts() {
        BenchReport report = new RuntimeBench(1).random(ModelShape.named("moe-tiny").orElseThrow());
        assertThat(report.routingTraceToForward().orElseThrow()).isPositive();
    }

    @Test
    void ofExpertsOnlyTheChosenAreMultipliedAndRead() {
        ModelShape shape = ModelShape.named("moe-tiny").orElseThrow();
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            RandomWeights weights = new RandomWeights(shape.spec(), manager, DataType.FLOAT32, shape.weights());
            try (Transformer model = new Transformer(shape.spec(), weights, manager.newSubManager(), () -> {});
                    NDManager scope = manager.newSubManager()) {
                ExpertLoad load = new ExpertLoad();
                model.forward(ForwardRequest.ofIds(scope, new int[]{1, 5, 9}), load.hooks(model));
                int tokens = 0;
                for (int expert = 0; expert < 4; expert++) {
                    tokens += load.tokens(1, expert);
                }
                assertThat(tokens).isEqualTo(3 * 2);
                long expertBytes = 2L * 4 * 3 * 16 * 32 * Float.BYTES;
                long lookedUp = 97L * 32 * Float.BYTES;
                assertThat(weights.bytesForOneToken()).isEqualTo(weights.bytes() - expertBytes / 2 - lookedUp);
            }
        }
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
