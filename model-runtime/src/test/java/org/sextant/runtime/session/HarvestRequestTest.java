package org.sextant.runtime.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.harvest.HarvestException;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.harvest.HarvestSummary;
import org.sextant.runtime.harvest.HarvestedFeature;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class HarvestRequestTest {
    private static final int FEATURES = 48;
    private static final long ALL = 1_000_000;

    @TempDir
    private Path folder;

    private final List<String> lines = lines();
    private Path corpus;
    private Path sae;
    private OpenFixture open;

    @BeforeEach
    void openModel() throws IOException {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
        open = OpenFixture.of(model, Dtype.FLOAT32);
        corpus = Files.write(folder.resolve("texts.txt"), lines);
        sae = folder.resolve("sae");
        open.answer(new TrainSaeRequest(corpus, sae, "blocks.0.hook_resid_post", Optional.empty(),
                new SaeArchitecture.TopK(6), FEATURES, 4096, 3e-3, 5, 1));
    }

    @AfterEach
    void closeModel() {
        open.close();
    }

    private static List<String> lines() {
        Random random = new Random(4);
        return IntStream.range(0, 300).mapToObj(_ -> random.ints(5 + random.nextInt(20), 'a', 'z' + 1)
                .mapToObj(letter -> String.valueOf((char) letter)).collect(Collectors.joining())).toList();
    }

    private HarvestRequest request(String store) {
        return new HarvestRequest(sae, corpus, ALL, folder.resolve(store));
    }

    @Test
    void whatIsHarvestedIsWhatEachTextShowsByItself() {
        HarvestResult result = open.answer(request("all.duckdb"));

        List<FeaturesResult> texts = new ArrayList<>();
        for (String line : lines) {
            texts.add(open.answer(new FeaturesRequest(new Prompt.Text(line, true), sae)));
        }
        HarvestSummary summary = HarvestFile.summary(result.store());
        int feature = IntStream.range(0, FEATURES).boxed()
                .max((one, other) -> Long.compare(summary.features().get(one).tokens(),
                        summary.features().get(other).tokens()))
                .orElseThrow();
        List<FeaturesResult.Active> active = texts.stream().flatMap(text -> text.active().stream())
                .filter(each -> each.feature() == feature && each.position() > 0).toList();
        assertThat(summary.complete()).isTrue();
        assertThat(summary.features().get(feature).tokens()).isEqualTo(active.size()).isPositive();
        assertThat(summary.features().get(feature).mean()).isCloseTo(
                active.stream().mapToDouble(FeaturesResult.Active::activation).average().orElseThrow(), within(1e-4));
        HarvestedFeature read = HarvestFile.feature(result.store(), feature);
        assertThat((double) read.strongest().getFirst().activation()).isCloseTo(
                active.stream().mapToDouble(FeaturesResult.Active::activation).max().orElseThrow(), within(1e-4));
        assertThat(result.dead()).isEqualTo(summary.dead());
    }

    @Test
    void aCancelledHarvestKeepsWhatItHasAndGoesOnToTheSameEnd() {
        HarvestRequest request = request("resumed.duckdb");
        assertThatThrownBy(() -> open.answer(request, new RecordingContext(2)))
                .isInstanceOf(CancellationException.class);
        long kept = HarvestFile.summary(request.store()).tokens();

        HarvestResult resumed = open.answer(request);

        HarvestResult whole = open.answer(request("whole.duckdb"));
        assertThat(kept).isPositive().isLessThan(whole.tokens());
        assertThat(resumed.resumedAt()).isEqualTo(kept);
        assertThat(resumed.tokens()).isEqualTo(whole.tokens());
        assertThat(HarvestFile.summary(resumed.store()).features())
                .isEqualTo(HarvestFile.summary(whole.store()).features());
        for (int feature = 0; feature < FEATURES; feature++) {
            assertThat(HarvestFile.feature(resumed.store(), feature))
                    .isEqualTo(HarvestFile.feature(whole.store(), feature));
        }
    }

    @Test
    void aFinishedHarvestIsNotDoneAgain() {
        HarvestRequest request = request("twice.duckdb");
        HarvestResult first = open.answer(request);
        RecordingContext context = new RecordingContext();

        HarvestResult second = open.answer(request, context);

        assertThat(second.resumedAt()).isEqualTo(first.tokens()).isEqualTo(second.tokens());
        assertThat(context.updates(Update.Progress.class)).isEmpty();
    }

    @Test
    void whatWasCountedIsKeptWhileItGoesOn() {
        Path store = folder.resolve("often.duckdb");
        HarvestHandler often = new HarvestHandler(open.model(),
                new WorkingMemory(open.model(), MemoryBudget.ofThisMachine()), Duration.ZERO);
        long[] seen = {0};

        often.answer(new HarvestRequest(sae, corpus, ALL, store),
                new RecordingContext().between(() -> seen[0] = seen[0] == 0 ? keptBefore(store, 10) : seen[0]));

        assertThat(seen[0]).as("tokens kept before the end").isPositive()
                .isLessThan(HarvestFile.summary(store).tokens());
    }

    /// Looks until the counting thread has kept something.
    private static long keptBefore(Path store, int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long tokens = 0;
        while (tokens == 0 && System.nanoTime() < end) {
            tokens = HarvestFile.summary(store).tokens();
        }
        return tokens;
    }

    @Test
    void aLongLineIsHarvestedInPieces() throws IOException {
        String line = "abcdefghijklmnopqrstuvwxyz".repeat(40);
        Files.writeString(corpus, line);

        HarvestResult result = open.answer(request("long.duckdb"));

        assertThat(result.tokens()).as("all but the first token of each piece")
                .isGreaterThan((long) (0.9 * open.model().prompts().tokens(open.model().prompts()
                        .runnable(new Prompt.Text("abcdefghijklmnopqrstuvwxyz", true)), 0).size() * 40 / 2));
    }

    @Test
    void noMoreTokensAreCountedThanABatchBeyondWhatWasAsked() {
        HarvestResult result = open.answer(new HarvestRequest(sae, corpus, 500, folder.resolve("few.duckdb")));

        assertThat(result.tokens()).isBetween(500L, 500L + 2048);
    }

    @Test
    void anotherSaeDoesNotGoOnWithTheHarvestOfThisOne() {
        HarvestRequest request = request("one.duckdb");
        open.answer(request);
        Path other = folder.resolve("other");
        open.answer(new TrainSaeRequest(corpus, other, "blocks.0.hook_resid_post", Optional.empty(),
                new SaeArchitecture.TopK(6), FEATURES, 4096, 3e-3, 6, 1));

        assertThatThrownBy(() -> open.answer(new HarvestRequest(other, corpus, ALL, request.store())))
                .isInstanceOf(HarvestException.class).hasMessageContaining("another sae");
    }

    @Test
    void noTokensAreRefused() {
        assertThatThrownBy(() -> open.answer(new HarvestRequest(sae, corpus, 0, folder.resolve("none.duckdb"))))
                .isInstanceOf(RequestException.class);
    }
}
