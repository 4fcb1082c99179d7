package org.sextant.runtime.lens;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LogitLensTest {
    /// Two positions of 97 logits fit at a time: seven positions take four pieces.
    @Test
    void readingInPiecesGivesWhatReadingAtOnceGives() {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("v4/llama"));
                Transformer model = ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {})
                        .transformer();
                NDManager scope = model.newScope()) {
            NDArray residual = scope.arange(7 * 32f).reshape(new Shape(1, 7, 32)).sin();
            AtomicInteger pieces = new AtomicInteger();
            List<TokenDistribution> parts = new LogitLens(model, 3, pieces::incrementAndGet, 200).read(residual);
            List<TokenDistribution> whole = new LogitLens(model, 3, () -> {}).read(residual);
            assertThat(pieces).hasValue(4);
            assertThat(parts).hasSameSizeAs(whole).hasSize(7);
            for (int position = 0; position < 7; position++) {
                assertThat(parts.get(position).entropy()).isCloseTo(whole.get(position).entropy(), within(1e-5));
                assertThat(parts.get(position).top()).extracting(TokenDistribution.Candidate::id).isEqualTo(
                        whole.get(position).top().stream().map(TokenDistribution.Candidate::id).toList());
            }
        }
    }
}
