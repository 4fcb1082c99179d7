package org.sextant.runtime.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.CompareLayersRequest.Limits;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// A comparison comes to the same whatever it is computed from.
class CompareLayersSumsTest {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;
    /// Whatever comes out of an embedding is alike in many directions, among which PWCCA has no basis of its own.
    private static final CompareSide SIDE = new CompareSide(SteeringPlan.NONE, List.of("blocks.*.hook_resid_post"));
    private static final Set<Similarity> ALL = EnumSet.allOf(Similarity.class);
    private static final Set<Similarity> LINEAR = Set.of(Similarity.CKA, Similarity.CKA_DEBIASED);

    @TempDir
    private Path folder;
    private final AtomicLong free = new AtomicLong(1L << 40);
    private final Session session = new LocalSession(new MemoryBudget(_ -> free.get()));
    private LocalOpenModel a;
    private LocalOpenModel b;

    @BeforeEach
    void open() {
        a = (LocalOpenModel) PairedModels.open(session,
                PairedModels.characters(folder.resolve("plain"), PairedModels.PLAIN, 1));
        b = (LocalOpenModel) PairedModels.open(session,
                PairedModels.merging(folder.resolve("other"), PairedModels.OTHER, 5));
    }

    @AfterEach
    void close() {
        session.close();
    }

    private static List<String> texts(int count) {
        Random random = new Random(7);
        return Stream.generate(() -> random.ints(100, ' ', '~').collect(StringBuilder::new,
                StringBuilder::appendCodePoint, StringBuilder::append).toString()).limit(count).toList();
    }

    private static CompareTexts prompts(int count) {
        return new CompareTexts.Prompts(texts(count).stream().<Prompt>map(Prompt.Text::new).toList());
    }

    private CompareLayersResult answer(CompareTexts texts, Set<Similarity> statistics, SumsChoice.Rule rule) {
        CompareLayersRequest request = new CompareLayersRequest(texts, SIDE, SIDE, statistics, Limits.DEFAULT);
        return new CompareLayersHandler(a, b, new PairReader(a.loaded(), b.loaded()), rule).answer(request,
                new PairThreads(a, b, new RecordingContext(), false));
    }

    /// Too little for the sums of these layers.
    private static SumsChoice.Rule tight(Set<Similarity> statistics) {
        long sums = ExactSums.bytes(Collections.nCopies(ROWS, 64), Collections.nCopies(COLUMNS, 48), statistics);
        return (wish, counted) -> SumsChoice.of(wish, counted, sums - 1);
    }

    @Test
    void allTokensKeptGiveWhatSumsGive() {
        SumsChoice layers = new SumsChoice(SumsChoice.Kind.LAYERS, 128, 50, 0, 0);
        SumsChoice tokens = new SumsChoice(SumsChoice.Kind.TOKENS, 800, 50, 800, 0);
        CompareLayersResult sums = answer(prompts(8), ALL, (_, _) -> layers);
        CompareLayersResult kept = answer(prompts(8), ALL, (_, _) -> tokens);
        assertThat(kept.notes()).isEqualTo(sums.notes());
        assertThat(kept.tokens()).isEqualTo(sums.tokens()).isGreaterThan(700);
        for (int layer = 0; layer < ROWS; layer++) {
            // Other batches may round otherwise.
            assertThat(kept.layers().get(layer).normRatio())
                    .isCloseTo(sums.layers().get(layer).normRatio(), within(1e-6));
        }
        for (Similarity statistic : ALL) {
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    // Sums are products in single precision.
                    assertThat(kept.matrices().get(statistic).at(row, column)).as(statistic.id()).isFinite()
                            .isCloseTo(sums.matrices().get(statistic).at(row, column), within(1e-4f));
                }
            }
        }
    }

    @Test
    void layersTooWideForSumsHaveAllStatisticsOfFewTokens() {
        CompareTexts few = new CompareTexts.Prompts(List.of(new Prompt.Text("she had a cab")));
        CompareLayersResult result = answer(few, ALL, tight(ALL));
        assertThat(result.tokens()).isEqualTo(11);
        for (Similarity statistic : ALL) {
            for (float value : result.matrices().get(statistic).toArray()) {
                assertThat(value).as(statistic.id()).isBetween(-1f, 1.00001f);
            }
        }
        assertThat(String.join("\n", result.notes())).doesNotContain("do not fit")
                .contains("linear CKA of 11 tokens is too high for layers of 64 numbers; give 640 or more",
                        "canonical correlations of 11 tokens say nothing of layers of 64 numbers; give more than 64");
    }

    @Test
    void ofTooManyTokensANoteSaysOfHowManyThereIsMore() throws IOException {
        Path corpus = Files.write(folder.resolve("corpus.txt"), texts(60));
        CompareLayersResult many = answer(new CompareTexts.Corpus(corpus, 5000), LINEAR, tight(LINEAR));
        assertThat(many.matrices().get(Similarity.CKA).at(1, 1)).isNaN();
        Matcher note = Pattern.compile("compare (\\d+) tokens or fewer for the other statistics")
                .matcher(String.join("\n", many.notes()));
        assertThat(note.find()).isTrue();
        long few = Long.parseLong(note.group(1));
        CompareLayersResult kept = answer(new CompareTexts.Corpus(corpus, few), LINEAR, tight(LINEAR));
        assertThat(kept.tokens()).isEqualTo(few);
        assertThat(kept.matrices().get(Similarity.CKA).at(1, 1)).isBetween(0f, 1f);
        assertThat(kept.notes()).noneMatch(words -> words.contains("do not fit"));
    }

    /// Fewer tokens than ten times the numbers, which are 64.
    @Test
    void ofSomeMoreTokensThanNumbersProcrustesDistanceIsTooLow() {
        CompareLayersResult result = answer(prompts(2), Set.of(Similarity.PROCRUSTES),
                (wish, counted) -> SumsChoice.of(wish, counted, 1L << 30));
        assertThat(result.tokens()).isBetween(65L, 639L);
        assertThat(result.statisticNotes().get(Similarity.PROCRUSTES)).containsExactly("Procrustes distance of "
                + result.tokens() + " tokens is too low for layers of 64 numbers; give 640 or more");
        assertThat(result.generalNotes()).noneMatch(note -> note.contains("Procrustes"));
    }

    @Test
    void tokensAreNoLongerCountedOnceItIsCancelled() {
        AtomicLong counted = new AtomicLong(-1);
        CompareLayersRequest request = new CompareLayersRequest(prompts(50), SIDE, SIDE, LINEAR, Limits.DEFAULT);
        CompareLayersHandler handler = new CompareLayersHandler(a, b, new PairReader(a.loaded(), b.loaded()),
                (wish, counting) -> {
                    counted.set(counting.applyAsLong(1_000_000));
                    return SumsChoice.of(wish, _ -> 1, 1L << 30);
                });
        PairThreads threads = new PairThreads(a, b, new RecordingContext(3), false);
        assertThatThrownBy(() -> handler.answer(request, threads)).isInstanceOf(CancellationException.class);
        assertThat(counted).as("not to the end").hasValue(-1);
    }

    @Test
    void whatDoesNotFitBesideTheModelsIsRefusedBeforeItBegins() {
        SumsChoice tokens = new SumsChoice(SumsChoice.Kind.TOKENS, 100, 50, 100, 1_000_000);
        free.set(999_999);
        assertThatThrownBy(() -> answer(prompts(1), LINEAR, (_, _) -> tokens))
                .isInstanceOfSatisfying(MemoryException.class, refusal -> {
                    assertThat(refusal.neededBytes()).isEqualTo(1_000_000);
                    assertThat(refusal).hasMessageContaining("compare fewer sites or tokens");
                });
    }

    @Test
    void batchesGiveTheSameEstimateWhereAllTokensAreOne() {
        CompareLayersResult kept = answer(prompts(1), LINEAR,
                (wish, counted) -> SumsChoice.of(wish, counted, 1L << 30));
        CompareLayersResult batches = answer(prompts(1), LINEAR, (wish, counted) -> SumsChoice.of(wish, counted, 0));
        assertThat(batches.notes()).anyMatch(note -> note.contains("do not fit into memory"));
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                assertThat(batches.matrices().get(Similarity.CKA_DEBIASED).at(row, column))
                        .isCloseTo(kept.matrices().get(Similarity.CKA_DEBIASED).at(row, column), within(1e-4f));
                assertThat(batches.matrices().get(Similarity.CKA).at(row, column)).isNaN();
            }
        }
    }
}
