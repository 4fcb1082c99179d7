package org.sextant.runtime.sae;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SaeTrainerTest {
    private static final int FEATURES = 96;
    private static final SaeTrainingListener TO_THE_END = (_, _) -> {};

    @TempDir
    private Path folder;

    private final SmallModel model = SmallModel.open();

    @AfterEach
    void close() {
        model.close();
    }

    /// Ends a training after so many steps, as a person does.
    private static final class Until implements SaeTrainingListener {
        private int left;

        Until(int steps) {
            left = steps;
        }

        @Override
        public void step(SaeCurve.Point point, double tokensPerSecond) {
            left--;
        }

        @Override
        public boolean goesOn() {
            return left > 0;
        }
    }

    static List<SaeMethod> methods() {
        return List.of(new SaeMethod.TopK(6), new SaeMethod.BatchTopK(6), new SaeMethod.TopAfa(1 / 64.0),
                new SaeMethod.JumpRelu(2e-3, OptionalInt.empty(), 0.1),
                new SaeMethod.JumpRelu(1, OptionalInt.of(6), 0.1));
    }

    private static SaePlan plan(SaeMethod method, int steps) {
        return plan(method, FEATURES, steps);
    }

    private static SaePlan plan(SaeMethod method, int features, int steps) {
        return SaePlan.of(SmallModel.SITE, method, features, steps * 128L).inBatches(128, 512)
                .with(new SaePlan.Course(3e-3, 0.05, 0.2, 1)).with(new SaePlan.Revival(2000, 16, 1.0 / 32))
                .with(new SaePlan.Reading(16, 256, 1)).every(20, 15);
    }

    private SaeTrainer trainer(Path place, SaePlan plan) {
        return new SaeTrainer(place, plan, model.transformer(), SmallModel.texts(400, 1), SmallModel.texts(80, 2),
                Map.of("model_name", "small"));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theLossFallsAndTheSaeIsReadBackWithUnitDecoderRows(SaeMethod method) {
        try (SaeTrainer trainer = trainer(folder, plan(method, 300))) {
            assertThat(trainer.run(TO_THE_END)).isTrue();
            List<SaeCurve.Point> points = trainer.curve().points();
            assertThat(points).hasSize(300);
            assertThat(points.getLast().loss()).isLessThan(0.7 * points.getFirst().loss());
            double early = points.get(19).explainedVariance().orElseThrow();
            double late = points.getLast().explainedVariance().orElseThrow();
            assertThat(late).isGreaterThan(early + 0.02).isGreaterThan(0.5);
            trainer.write(folder, SaeLensFormat.Storage.FLOAT32);

            SaeData read = SaeFolder.read(folder);
            assertThat(read.spec()).isEqualTo(trainer.data().spec());
            assertThat(read.spec().site()).isEqualTo(SmallModel.SITE);
            assertThat(read.spec().notes()).containsEntry("model_name", "small");
            for (SaeTensor tensor : read.spec().tensors()) {
                assertThat(read.values(tensor)).containsExactly(trainer.data().values(tensor));
            }
            for (float norm : read.decoderNorms()) {
                assertThat(norm).isCloseTo(1, within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void brokenOffAndTakenUpAgainItGivesTheSameNumbers(SaeMethod method) {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        try (SaeTrainer trainer = trainer(whole, plan(method, 40))) {
            trainer.run(TO_THE_END);
        }
        // In the middle of a buffer, at its end, and to the end.
        for (int stop : List.of(6, 10, 5, 100)) {
            try (SaeTrainer trainer = trainer(parts, plan(method, 40))) {
                trainer.run(new Until(stop));
            }
        }
        assertThat(parts.resolve(SaeCurve.FILE)).hasSameTextualContentAs(whole.resolve(SaeCurve.FILE));
        assertThat(parts.resolve(SaeTrainingState.FILE)).hasSameBinaryContentAs(whole.resolve(SaeTrainingState.FILE));
    }

    @Test
    void aFixedNumberOfFeaturesIsActiveAndJumpReluComesToItsTarget() {
        try (SaeTrainer topK = trainer(folder.resolve("top"), plan(new SaeMethod.TopK(6), 60));
                SaeTrainer batch = trainer(folder.resolve("batch"), plan(new SaeMethod.BatchTopK(6), 300));
                SaeTrainer jump = trainer(folder.resolve("jump"),
                        plan(new SaeMethod.JumpRelu(1, OptionalInt.of(6), 0.1), 300))) {
            topK.run(TO_THE_END);
            batch.run(TO_THE_END);
            jump.run(TO_THE_END);
            assertThat(topK.curve().points()).allSatisfy(point -> assertThat(point.l0()).isBetween(5.5, 6.0));
            assertThat(batch.curve().points()).allSatisfy(point -> assertThat(point.l0()).isBetween(5.9, 6.01));
            // With the threshold that is written, without a batch around each token.
            assertThat(batch.measure().l0()).isBetween(4.5, 7.5);
            assertThat(jump.measure().l0()).isBetween(4.5, 7.5);
        }
    }

    /// The embedding has as many vectors as there are tokens: with one feature a token, a silent feature is a token lost.
    @Test
    void deadFeaturesReviveWhereTheirLossCounts() {
        SaePlan plan = plan(new SaeMethod.TopK(1), 400).with(new SaePlan.Course(1e-2, 0.05, 0.2, 1));
        SaePlan embedded = new SaePlan("hook_embed", plan.siteOut(), plan.method(), plan.features(), plan.tokens(),
                plan.seed(), plan.batch(), plan.buffer(), true, plan.course(), plan.revival(), plan.reading(),
                plan.reportEvery(), plan.saveEvery(), 1);
        try (SaeTrainer revived = trainer(folder.resolve("with"),
                embedded.with(new SaePlan.Revival(1000, 1, 1.0 / 32)));
                SaeTrainer left = trainer(folder.resolve("without"), embedded.with(new SaePlan.Revival(1000, 1, 0)))) {
            revived.run(TO_THE_END);
            left.run(TO_THE_END);
            double stayed = left.measure().dead();
            assertThat(stayed).isGreaterThan(0.2);
            assertThat(revived.measure().dead()).isLessThan(0.7 * stayed);
            assertThat(revived.measure().explainedVariance()).isGreaterThan(left.measure().explainedVariance() + 0.05);
        }
    }

    @Test
    void aTranscoderLearnsAnotherSitesValue() {
        SaePlan plan = plan(new SaeMethod.BatchTopK(8), 300).to("blocks.0.hook_mlp_out");
        SaePlan from = new SaePlan("blocks.0.ln2.hook_normalized", plan.siteOut(), plan.method(), plan.features(),
                plan.tokens(), plan.seed(), plan.batch(), plan.buffer(), true, plan.course(), plan.revival(),
                plan.reading(), plan.reportEvery(), plan.saveEvery(), 1);
        try (SaeTrainer trainer = trainer(folder, from)) {
            trainer.run(TO_THE_END);
            List<SaeCurve.Point> points = trainer.curve().points();
            assertThat(points.getLast().explainedVariance().orElseThrow())
                    .isGreaterThan(points.get(19).explainedVariance().orElseThrow() + 0.1);
            trainer.write(folder, SaeLensFormat.Storage.FLOAT16);
            SaeSpec read = SaeFolder.read(folder).spec();
            assertThat(read.siteOut()).hasValue("blocks.0.hook_mlp_out");
            assertThat(read.centred()).isFalse();
        }
    }

    @Test
    void aStateOfAnotherTrainingIsRefused() {
        try (SaeTrainer trainer = trainer(folder, plan(new SaeMethod.TopK(6), 4))) {
            trainer.run(TO_THE_END);
        }
        assertThatThrownBy(() -> trainer(folder, plan(new SaeMethod.TopK(5), 4))).isInstanceOf(SaeException.class)
                .hasMessageContaining("of another training").hasMessageContaining(SaeTrainingState.FILE);
    }

    @Test
    void moreTokensGoOnFromTheSavedState() {
        try (SaeTrainer trainer = trainer(folder, plan(new SaeMethod.TopK(6), 4))) {
            trainer.run(TO_THE_END);
        }
        try (SaeTrainer trainer = trainer(folder, plan(new SaeMethod.TopK(6), 9))) {
            assertThat(trainer.step()).isEqualTo(4);
            assertThat(trainer.run(TO_THE_END)).isTrue();
            assertThat(trainer.curve().points()).extracting(SaeCurve.Point::step).containsExactly(1L, 2L, 3L, 4L, 5L,
                    6L, 7L, 8L, 9L);
        }
    }

    @Test
    void aRateThatIsFarTooHighEndsTheTrainingAndKeepsTheSavedState() throws IOException {
        SaePlan wild = plan(new SaeMethod.TopK(6), 60).with(new SaePlan.Course(1e30, 0, 0, 1));
        try (SaeTrainer trainer = trainer(folder, wild)) {
            assertThatThrownBy(() -> trainer.run(TO_THE_END)).isInstanceOf(SaeException.class)
                    .hasMessageContaining("at step").hasMessageContaining("lower learning rate");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void textsWithoutAUsableTokenAndSitesThatDoNotFitAreRefused() {
        SaePlan late = plan(new SaeMethod.TopK(6), 4).with(new SaePlan.Reading(16, 256, 16));
        assertThatThrownBy(() -> trainer(folder, late)).isInstanceOf(SaeException.class)
                .hasMessageContaining("no text has a token beyond the first 16");
        SaePlan backwards = plan(new SaeMethod.BatchTopK(6), 4).to("blocks.0.hook_mlp_out");
        assertThatThrownBy(() -> trainer(folder, backwards)).isInstanceOf(SaeException.class)
                .hasMessageContaining("blocks.0.hook_mlp_out comes before");
        SaePlan pattern = SaePlan.of("blocks.0.attn.hook_pattern", new SaeMethod.TopK(6), FEATURES, 8192);
        assertThatThrownBy(() -> trainer(folder, pattern)).isInstanceOf(SaeException.class)
                .hasMessageContaining("hook_pattern");
    }
}
