package org.sextant.runtime.train;

import java.nio.file.Path;
import java.util.Random;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.family.Blueprint;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ExpertBalanceTest {
    private static final int EXPERTS = 4;
    private static final int CHOSEN = 2;

    @TempDir
    private Path folder;

    /// Logits of two layers for texts of 3 and 2 tokens, and what a loop over them counts.
    @Test
    void itIsWhatALoopOverTokensAndExpertsCounts() {
        boolean[][] real = {{true, true, true}, {true, true, false}};
        Random random = new Random(4);
        try (NDManager scope = Backend.newManager(Device.cpu())) {
            ExpertBalance balance = new ExpertBalance(spec(), new TrainingBatch(new long[2][3], real), scope);
            double expected = 0;
            for (int layer = 0; layer < 2; layer++) {
                float[] logits = new float[6 * EXPERTS];
                long[] chosen = new long[6 * CHOSEN];
                for (int i = 0; i < logits.length; i++) {
                    logits[i] = (float) random.nextGaussian();
                }
                for (int i = 0; i < chosen.length; i++) {
                    chosen[i] = i % 2 == 0 ? random.nextInt(2) : 2 + random.nextInt(2);
                }
                see(balance, SiteKind.ROUTER_LOGITS, layer, scope.create(logits, new Shape(2, 3, EXPERTS)));
                see(balance, SiteKind.EXPERT_INDICES, layer, scope.create(chosen, new Shape(2, 3, CHOSEN)));
                expected += counted(logits, chosen, new boolean[]{true, true, true, true, true, false}) / 2;
            }
            assertThat((double) NativeMemory.floats(balance.loss())[0]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void equallyBusyExpertsGiveTheExpertsAToken() {
        try (NDManager scope = Backend.newManager(Device.cpu())) {
            ExpertBalance balance = new ExpertBalance(spec(),
                    new TrainingBatch(new long[1][2], new boolean[][]{{true, true}}), scope);
            for (int layer = 0; layer < 2; layer++) {
                see(balance, SiteKind.ROUTER_LOGITS, layer, scope.zeros(new Shape(1, 2, EXPERTS)));
                see(balance, SiteKind.EXPERT_INDICES, layer,
                        scope.create(new long[]{0, 1, 2, 3}, new Shape(1, 2, CHOSEN)));
            }
            assertThat((double) NativeMemory.floats(balance.loss())[0]).isCloseTo(CHOSEN, within(1e-6));
        }
    }

    /// Learning from it makes it smaller, and leaves it as it is where it does not count: so its sign is right.
    @Test
    void learningFromItMakesExpertsEquallyBusy() {
        double unheeded = afterTraining("0.0");
        double heeded = afterTraining("1.0");

        assertThat(heeded).isLessThan(unheeded - 0.5).isCloseTo(CHOSEN, within(0.2));
    }

    /// Of a model whose routers begin with a strong preference, after a short training.
    private double afterTraining(String weight) {
        Path place = Trainings.mixture(folder.resolve("weight " + weight), weight);
        InitialWeights random = InitialWeights.random(1, 0.02);
        // What all tokens have in common sends them all to the first two experts.
        InitialWeights preferring = (spec, slot) -> {
            float[] values = random.of(spec, slot);
            for (int i = 0; i < values.length; i++) {
                values[i] += switch (slot.parameter()) {
                    case EMBEDDING -> 0.1f;
                    case ROUTER_WEIGHT -> i < values.length / 2 ? 0.1f : -0.1f;
                    default -> 0;
                };
            }
            return values;
        };
        try (Trainer trainer = new Trainer(place, Trainings.plan(60), preferring, Trainings.texts(200, 1),
                Trainings.texts(40, 2))) {
            trainer.run((_, _) -> {});
            trainer.writeModel(place);
        }
        TrainingBatch batch = TrainingBatch.of(Trainings.texts(40, 9), new int[]{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 16);
        try (Checkpoint checkpoint = Checkpoint.open(place);
                Transformer model = ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (_, _) -> {})
                        .transformer();
                NDManager scope = model.newScope()) {
            ExpertBalance balance = new ExpertBalance(model.spec(), batch, scope);
            model.forward(ForwardRequest.ofIds(scope, batch.ids()).withMask(batch.real()), balance.hooks());
            return NativeMemory.floats(balance.loss())[0];
        }
    }

    private static void see(ExpertBalance balance, SiteKind kind, int layer, NDArray value) {
        balance.hooks().at(kind, layer, value);
    }

    private static double counted(float[] logits, long[] chosen, boolean[] real) {
        double[] busy = new double[EXPERTS];
        double[] probability = new double[EXPERTS];
        int tokens = 0;
        for (int token = 0; token < real.length; token++) {
            if (!real[token]) {
                continue;
            }
            tokens++;
            double sum = 0;
            for (int expert = 0; expert < EXPERTS; expert++) {
                sum += Math.exp(logits[token * EXPERTS + expert]);
            }
            for (int expert = 0; expert < EXPERTS; expert++) {
                probability[expert] += Math.exp(logits[token * EXPERTS + expert]) / sum;
            }
            for (int rank = 0; rank < CHOSEN; rank++) {
                busy[(int) chosen[token * CHOSEN + rank]]++;
            }
        }
        double loss = 0;
        for (int expert = 0; expert < EXPERTS; expert++) {
            loss += EXPERTS * busy[expert] / tokens * probability[expert] / tokens;
        }
        return loss;
    }

    private ModelSpec spec() {
        return Blueprint.of(ModelConfig.read(Trainings.mixture(folder.resolve("model")).resolve("config.json"))).spec();
    }
}
