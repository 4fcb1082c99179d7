package org.sextant.runtime.train;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.family.Blueprint;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.GradientTape;
import org.sextant.runtime.tensor.NativeMemory;

import static org.assertj.core.api.Assertions.assertThat;

/// What the backward pass reads must outlive the forward pass. The engine reads an array of Java's where Java made it,
/// so memory is collected and written over between the two passes.
class GradientMemoryTest {
    private static final int ROUNDS = 6;
    private static final int BUFFERS = 3000;

    @TempDir
    private Path folder;

    static List<UnaryOperator<Path>> families() {
        return TrainerTest.families();
    }

    @ParameterizedTest
    @MethodSource("families")
    void gradientsAreTheSameAfterMemoryWasCollected(UnaryOperator<Path> family) throws InterruptedException {
        Blueprint blueprint = Blueprint.of(ModelConfig.read(family.apply(folder).resolve("config.json")));
        TrainingBatch batch = TrainingBatch.of(Trainings.texts(12, 5), new int[]{0, 1, 2, 3, 4, 5}, 16);
        assertThat(gradients(blueprint, batch, true)).containsExactlyEntriesOf(gradients(blueprint, batch, false));
    }

    private static Map<String, List<Float>> gradients(Blueprint blueprint, TrainingBatch batch, boolean collected)
            throws InterruptedException {
        Map<String, List<Float>> gradients = new LinkedHashMap<>();
        Backend.useThreads(1);
        NDManager manager = Backend.newManager(Device.cpu());
        TrainableWeights weights = new TrainableWeights(blueprint, InitialWeights.random(3, 0.2), manager);
        try (Transformer model = new Transformer(blueprint.spec(), weights, manager, () -> {});
                NDManager scope = model.newScope();
                GradientTape tape = GradientTape.start()) {
            NDArray logits = model.forward(ForwardRequest.ofIds(scope, batch.ids()).withMask(batch.real()),
                    Hooks.NONE).logits();
            NDArray loss = NextTokenLoss.of(logits, batch, scope);
            if (collected) {
                collect();
            }
            tape.backward(loss);
            weights.forEach((slot, weight) -> {
                try (NDArray gradient = tape.gradient(weight)) {
                    gradients.put(slot.name(), boxed(NativeMemory.floats(gradient)));
                }
            });
        }
        return gradients;
    }

    private static void collect() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            System.gc();
            Thread.sleep(20); // for the thread that frees what was collected, which tells nobody when it is done
            for (int i = 0; i < BUFFERS; i++) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(64 + 8 * (i % 200));
                while (buffer.hasRemaining()) {
                    buffer.put((byte) 0x11);
                }
            }
        }
    }

    private static List<Float> boxed(float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
