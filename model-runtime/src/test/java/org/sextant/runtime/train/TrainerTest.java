package org.sextant.runtime.train;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.WeightFiles;
import org.sextant.runtime.model.family.ModelLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TrainerTest {
    private static final TrainingListener TO_THE_END = (_, _) -> {};

    @TempDir
    private Path folder;

    /// Ends a training after so many steps, as a person does.
    private static final class Until implements TrainingListener {
        private int left;

        Until(int steps) {
            left = steps;
        }

        @Override
        public void step(LossCurve.Point point, double tokensPerSecond) {
            left--;
        }

        @Override
        public boolean goesOn() {
            return left > 0;
        }
    }

    static List<UnaryOperator<Path>> families() {
        return List.of(Trainings::llama, Trainings::gpt2, Trainings::mixture);
    }

    @ParameterizedTest
    @MethodSource("families")
    void theLossFallsAndTheModelIsReadBackWhole(UnaryOperator<Path> family) {
        Path place = family.apply(folder.resolve("model"));
        try (Trainer trainer = Trainings.trainer(place, Trainings.plan(120))) {
            assertThat(trainer.run(TO_THE_END)).isTrue();
            trainer.writeModel(place);
            List<LossCurve.Point> points = trainer.curve().points();
            double first = points.getFirst().loss();
            double last = points.getLast().heldOutLoss().orElseThrow();
            assertThat(first).isBetween(Math.log(Trainings.VOCABULARY) - 0.5, Math.log(Trainings.VOCABULARY) + 0.5);
            assertThat(last).isLessThan(first / 2);
        }
        try (Checkpoint checkpoint = Checkpoint.open(place)) {
            var loaded = ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (_, _) -> {});
            assertThat(loaded.warnings()).isEmpty();
            loaded.transformer().close();
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void brokenOffAndTakenUpAgainItGivesTheSameCurveAndTheSameModel(UnaryOperator<Path> family) throws IOException {
        Path whole = family.apply(folder.resolve("whole"));
        Path parts = family.apply(folder.resolve("parts"));
        try (Trainer trainer = Trainings.trainer(whole, Trainings.plan(30))) {
            trainer.run(TO_THE_END);
            trainer.writeModel(whole);
        }
        for (int stop : List.of(7, 16, 100)) {
            try (Trainer trainer = Trainings.trainer(parts, Trainings.plan(30))) {
                trainer.run(new Until(stop));
                trainer.writeModel(parts);
            }
        }
        assertThat(parts.resolve(LossCurve.FILE)).hasSameTextualContentAs(whole.resolve(LossCurve.FILE));
        assertThat(parts.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
        assertThat(parts.resolve(TrainingFiles.STATE)).hasSameBinaryContentAs(whole.resolve(TrainingFiles.STATE));
        assertThat(Files.readAllLines(parts.resolve(LossCurve.FILE))).hasSize(31).first()
                .isEqualTo("step,tokens,loss,learning_rate,gradient_norm,held_out_loss");
    }

    @ParameterizedTest
    @MethodSource("families")
    void aTrainingThatGoesOnFromAModelBeginsWithItsWeights(UnaryOperator<Path> family) throws IOException {
        Path first = family.apply(folder.resolve("first"));
        Path second = family.apply(folder.resolve("second"));
        try (Trainer trainer = Trainings.trainer(first, Trainings.plan(20))) {
            trainer.run(TO_THE_END);
            trainer.writeModel(first);
        }
        try (WeightFiles files = WeightFiles.open(first);
                Trainer trainer = new Trainer(second, Trainings.plan(20),
                        InitialWeights.of(files), Trainings.texts(200, 1), Trainings.texts(40, 2))) {
            trainer.writeModel(second);
        }
        assertThat(second.resolve("model.safetensors")).hasSameBinaryContentAs(first.resolve("model.safetensors"));
    }

    @Test
    void weightsOfAnotherSizeAreRefused() {
        Path first = Trainings.llama(folder.resolve("first"));
        try (Trainer trainer = Trainings.trainer(first, Trainings.plan(2))) {
            trainer.writeModel(first);
        }
        Path second = Trainings.wide(folder.resolve("second"));
        try (WeightFiles files = WeightFiles.open(first)) {
            assertThatThrownBy(() -> new Trainer(second, Trainings.plan(2), InitialWeights.of(files),
                    Trainings.texts(20, 1), Trainings.texts(20, 2))).isInstanceOf(TrainException.class)
                    .hasMessageContaining("numbers, not").hasMessageContaining("same config");
        }
    }

    @Test
    void theRateRisesInALineAndFallsAlongACosine() {
        TrainingPlan plan = Trainings.plan(105);
        assertThat(IntStream.range(0, 5).mapToDouble(plan::rate)).containsExactly(0.002, 0.004, 0.006, 0.008, 0.01);
        assertThat(plan.rate(104)).isCloseTo(0.001, within(1e-12));
        assertThat(plan.rate(5)).isCloseTo(0.01, within(1e-12));
        assertThat((plan.rate(54) + plan.rate(55)) / 2).isBetween(0.0054, 0.0056);
    }

    @Test
    void aStateOfAnotherTrainingIsRefused() {
        Path place = Trainings.llama(folder.resolve("model"));
        try (Trainer trainer = Trainings.trainer(place, Trainings.plan(2))) {
            trainer.run(TO_THE_END);
        }
        TrainingPlan other = new TrainingPlan(4, 2, 256, 16, 1e-2, 1e-3, 1, 0.1, 1, 10, 10, 1);
        assertThatThrownBy(() -> Trainings.trainer(place, other)).isInstanceOf(TrainException.class)
                .hasMessageContaining("of another training").hasMessageContaining(TrainingFiles.STATE);
    }

    @Test
    void aLossThatIsNoNumberEndsTheTrainingAndKeepsTheSavedState() throws IOException {
        Path place = Trainings.llama(folder.resolve("model"));
        try (Trainer trainer = Trainings.trainer(place, Trainings.plan(10))) {
            trainer.run(TO_THE_END);
        }
        byte[] saved = Files.readAllBytes(place.resolve(TrainingFiles.STATE));
        Path state = place.resolve(TrainingFiles.STATE);
        byte[] damaged = saved.clone();
        for (int i = damaged.length - 4096; i < damaged.length; i++) {
            damaged[i] = (byte) 0xFF; // NaN
        }
        Files.write(state, damaged);
        try (Trainer trainer = Trainings.trainer(place, Trainings.plan(20))) {
            assertThatThrownBy(() -> trainer.run(TO_THE_END)).isInstanceOf(TrainException.class)
                    .hasMessageContaining("at step 1").hasMessageContaining("lower learning rate");
        }
        assertThat(state).hasBinaryContent(damaged);
    }

    @Test
    void aFullDiskLeavesTheLastStateWholeToGoOnFrom() throws IOException {
        Configuration small = Configuration.unix().toBuilder().setMaxSize(1 << 20).setBlockSize(1 << 12).build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path place = Trainings.llama(disk.getPath("/training"));
            try (Trainer trainer = Trainings.trainer(place, Trainings.plan(20))) {
                assertThatThrownBy(() -> trainer.run((point, _) -> {
                    if (point.step() == 15) {
                        fill(disk.getPath("/full"));
                    }
                })).isInstanceOf(TrainException.class).hasMessageContaining("cannot be written")
                        .hasMessageContaining("room");
            }
            try (var files = Files.list(place)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("config.json", LossCurve.FILE, TrainingFiles.STATE);
            }
            Path rescued = Trainings.llama(folder.resolve("rescued"));
            Files.copy(place.resolve(TrainingFiles.STATE), rescued.resolve(TrainingFiles.STATE));
            try (Trainer trainer = Trainings.trainer(rescued, Trainings.plan(20))) {
                assertThat(trainer.step()).isEqualTo(10);
                assertThat(trainer.run(TO_THE_END)).isTrue();
            }
        }
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[1 << 12];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }
}
