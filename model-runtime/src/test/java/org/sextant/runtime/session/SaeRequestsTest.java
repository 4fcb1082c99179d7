package org.sextant.runtime.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.sae.Sae;
import org.sextant.runtime.sae.SaeException;
import org.sextant.runtime.sae.SaeFolder;
import org.sextant.runtime.sae.SaeTensor;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SaeRequestsTest {
    private static final String SITE = "blocks.0.hook_resid_post";
    private static final int FEATURES = 80;
    private static final int STEPS = 6;

    @TempDir
    private Path folder;

    private Path corpus;
    private OpenFixture open;

    @BeforeEach
    void openModel() throws IOException {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
        open = OpenFixture.of(model, Dtype.FLOAT32);
        corpus = Files.write(folder.resolve("texts.txt"), lines());
    }

    @AfterEach
    void closeModel() {
        open.close();
    }

    private static List<String> lines() {
        Random random = new Random(4);
        return IntStream.range(0, 400).mapToObj(_ -> random.ints(10 + random.nextInt(40), 'a', 'z' + 1)
                .mapToObj(letter -> String.valueOf((char) letter)).collect(Collectors.joining())).toList();
    }

    private TrainSaeRequest training(Path target, SaeArchitecture architecture) {
        return new TrainSaeRequest(corpus, target, SITE, Optional.empty(), architecture, FEATURES, STEPS * 4096L, 3e-3,
                5, 1);
    }

    @Test
    void anSaeStaysAtHandWhileItsFeaturesAreNamedAndIsReadAgainOnceItChanges() throws IOException {
        Path target = folder.resolve("sae");
        open.answer(training(target, new SaeArchitecture.TopK(8)));
        try (SaeShelf shelf = new SaeShelf(open.model().transformer(), "cpu")) {
            Sae read = shelf.at(target);
            FeatureLabels.of(target).with(3, "a knot").write(target);
            Files.setLastModifiedTime(target.resolve("labels.json"), FileTime.from(Instant.now().plusSeconds(60)));
            assertThat(shelf.at(target)).isSameAs(read);
            Files.setLastModifiedTime(target.resolve("cfg.json"), FileTime.from(Instant.now().plusSeconds(60)));
            assertThat(shelf.at(target)).isNotSameAs(read);
        }
    }

    @Test
    void aTrainedSaeLiesInItsFolderAndMeasuresAsItSays() throws IOException {
        Path target = folder.resolve("sae");
        RecordingContext context = new RecordingContext();
        TrainSaeResult trained = open.answer(training(target, new SaeArchitecture.TopK(8)), context);

        assertThat(trained.steps()).isEqualTo(STEPS);
        assertThat(trained.tokens()).isEqualTo(STEPS * 4096L);
        assertThat(context.updates(Update.Progress.class)).extracting(Update.Progress::stage).contains("Training",
                "Measuring");
        assertThat(target).isDirectoryContaining("glob:**cfg.json")
                .isDirectoryContaining("glob:**sae_weights.safetensors").isDirectoryContaining("glob:**curve.csv");
        SaeMetrics metrics = trained.metrics();
        assertThat(metrics.l0()).isBetween(7.0, 8.0);
        assertThat(metrics.explainedVariance()).isBetween(0.2, 1.0).isCloseTo(1 - metrics.fvu(), within(1e-12));
        assertThat(metrics.firingRates().length()).isEqualTo(FEATURES);
        assertThat(metrics.lossRecovered()).isCloseTo((metrics.lossAblated() - metrics.lossSpliced())
                / (metrics.lossAblated() - metrics.lossClean()), within(1e-12));
        assertThat(trained.provenance().settings()).contains("seed=5", "features=80");

        // The texts that were kept from it: the last twentieth.
        Path kept = Files.write(folder.resolve("kept.txt"), lines().subList(380, 400));
        SaeMetricsResult again = open.answer(new SaeMetricsRequest(target, kept, 50_000));
        assertThat(again.metrics()).usingRecursiveComparison().isEqualTo(metrics);
        assertThat(again.provenance().sites()).containsExactly(SITE);
        assertThat(again.provenance().prompt()).isEqualTo(kept.toString());
    }

    @Test
    void aFeaturesDecoderRowIsAVectorAtTheSite() throws IOException {
        Path target = folder.resolve("sae");
        open.answer(training(target, new SaeArchitecture.TopK(8)));
        float[] decoder = SaeFolder.read(target).values(SaeTensor.W_DEC);
        int width = open.model().card().dModel();

        FeatureVector taken = open.answer(new FeatureVectorRequest(target, 7));
        assertThat(taken.vector().site()).isEqualTo(SiteKind.RESID_POST);
        assertThat(taken.vector().byLayer().keySet()).containsExactly(0);
        assertThat(taken.vector().at(0)).isEqualTo(Arrays.copyOfRange(decoder, 7 * width, 8 * width));
        assertThat(taken.norm()).isEqualTo(SteeringVector.norm(taken.vector().at(0)));
        assertThat(taken.sae().features()).isEqualTo(FEATURES);

        for (int none : List.of(-1, FEATURES)) {
            assertThatThrownBy(() -> open.answer(new FeatureVectorRequest(target, none)))
                    .isInstanceOf(SaeException.class).hasMessageContaining("no feature " + none + " among 80");
        }
        assertThatThrownBy(() -> open.answer(new FeatureVectorRequest(folder, 0))).isInstanceOf(SaeException.class);
        Path config = target.resolve("cfg.json");
        Files.writeString(config, Files.readString(config).replaceAll("\"d_in\"\\s*:\\s*" + width, "\"d_in\": 16"));
        assertThatThrownBy(() -> open.answer(new FeatureVectorRequest(target, 0))).isInstanceOf(SaeException.class)
                .hasMessageContaining("vectors of 16 numbers and the model's d_model is " + width);
    }

    @Test
    void brokenOffAndAskedForAgainItComesToTheSame() throws IOException {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        SaeArchitecture architecture = new SaeArchitecture.JumpRelu(1, OptionalInt.of(8));
        open.answer(training(whole, architecture));
        // While the buffer is filled, between steps, and while it is filled again.
        for (JobContext context : List.of(new RecordingContext(10), new UntilStep(2), new RecordingContext(10))) {
            assertThatThrownBy(() -> open.answer(training(parts, architecture), context))
                    .isInstanceOf(CancellationException.class);
            assertThat(parts).isDirectoryNotContaining("glob:**cfg.json");
        }
        assertThat(Files.readAllLines(parts.resolve("curve.csv"))).hasSize(1 + 2);
        open.answer(training(parts, architecture));
        for (String file : List.of("sae_weights.safetensors", "curve.csv", "sae-training.safetensors", "cfg.json")) {
            assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(Files.readAllLines(parts.resolve("curve.csv"))).hasSize(STEPS + 1);
    }

    /// Cancels after so many steps of a training.
    private static final class UntilStep implements JobContext {
        private int left;

        UntilStep(int steps) {
            left = steps;
        }

        @Override
        public void checkCancelled() {
            if (left == 0) {
                throw new CancellationException();
            }
        }

        @Override
        public void letOthersIn() {
            // nobody waits
        }

        @Override
        public void update(Update update) {
            left -= update instanceof Update.Progress progress && progress.stage().equals("Training") ? 1 : 0;
        }
    }

    @Test
    void theFeaturesOfAPromptAreThoseThatAreActive() {
        Path target = folder.resolve("sae");
        open.answer(training(target, new SaeArchitecture.TopK(4)));
        FeaturesResult result = open.answer(new FeaturesRequest(new Prompt.Text("ahoy"), target));
        assertThat(result.tokens()).extracting(Token::text).containsExactly("a", "h", "o", "y");
        assertThat(result.active()).isSortedAccordingTo((a, b) -> a.position() != b.position()
                ? Integer.compare(a.position(), b.position())
                : Float.compare(b.activation(), a.activation()));
        for (int position = 0; position < 4; position++) {
            int here = position;
            assertThat(result.active().stream().filter(active -> active.position() == here)).hasSizeBetween(1, 4)
                    .allSatisfy(active -> {
                        assertThat(active.activation()).isPositive();
                        assertThat(active.feature()).isBetween(0, FEATURES - 1);
                    });
        }
    }

    @Test
    void whatCannotBeTrainedIsRefused() throws IOException {
        Path target = folder.resolve("sae");
        refused(new TrainSaeRequest(corpus, target, "blocks.9.hook_resid_post", Optional.empty(),
                new SaeArchitecture.TopK(4), 64, 4096, 1e-3, 0, 1), SiteException.class, "blocks.9");
        refused(new TrainSaeRequest(corpus, target, SITE, Optional.of("blocks.0.hook_mlp_out"),
                new SaeArchitecture.TopK(4), 64, 4096, 1e-3, 0, 1), RequestException.class, "transcoder");
        refused(training(target, new SaeArchitecture.TopK(FEATURES)), RequestException.class, "80 active features");
        refused(training(target, new SaeArchitecture.TopK(0)), RequestException.class, "0 active features");
        refused(training(target, new SaeArchitecture.TopAfa(-1)), RequestException.class, "lambda");
        refused(training(target, new SaeArchitecture.JumpRelu(Double.NaN, OptionalInt.empty())),
                RequestException.class, "sparsity");
        refused(new TrainSaeRequest(corpus, target, SITE, Optional.empty(), new SaeArchitecture.TopK(4), 1 << 22,
                4096, 1e-3, 0, 1), MemoryException.class, "training of the SAE");
        Path one = Files.writeString(folder.resolve("one.txt"), "ahoy\n");
        refused(new TrainSaeRequest(one, target, SITE, Optional.empty(), new SaeArchitecture.TopK(4), 64, 4096, 1e-3,
                0, 1), RequestException.class, "one text");
        refused(new SaeMetricsRequest(target, corpus, 100), SaeException.class, "no such folder");
        refused(new SaeMetricsRequest(target, corpus, 0), RequestException.class, "number of tokens");
    }

    private void refused(Request<?> request, Class<? extends SextantException> kind, String words) {
        assertThatThrownBy(() -> open.answer(request)).isInstanceOf(kind).hasMessageContaining(words);
    }

    @Test
    void aModelWithoutATokenizerCannotReadTexts() {
        try (OpenFixture bare = OpenFixture.of("v5/llama")) {
            assertThatThrownBy(() -> bare.answer(training(folder.resolve("sae"), new SaeArchitecture.TopK(4))))
                    .isInstanceOf(RequestException.class).hasMessageContaining("no tokenizer");
        }
    }
}
