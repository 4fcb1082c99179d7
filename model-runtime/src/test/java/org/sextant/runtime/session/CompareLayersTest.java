package org.sextant.runtime.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.CompareLayersRequest.Limits;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.VectorEdit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CompareLayersTest {
    private static final List<String> TEXTS = List.of("she had a cab", "the cabs are here, ahead of the hedge",
            "a", "where abroad he abhors the herd", "xyz");

    @TempDir
    private Path folder;
    private final Session session = Session.local();

    @AfterEach
    void close() {
        session.close();
    }

    private OpenModel plain(long seed) {
        return PairedModels.open(session, PairedModels.characters(folder.resolve("plain" + seed), PairedModels.PLAIN,
                seed));
    }

    private OpenModel other() {
        return PairedModels.open(session, PairedModels.merging(folder.resolve("other"), PairedModels.OTHER, 5));
    }

    private static CompareTexts texts() {
        return new CompareTexts.Prompts(TEXTS.stream().<Prompt>map(Prompt.Text::new).toList());
    }

    private static CompareLayersRequest request(Set<Similarity> statistics) {
        return new CompareLayersRequest(texts(), CompareSide.PLAIN, CompareSide.PLAIN, statistics, Limits.DEFAULT);
    }

    private Path corpus(int lines) throws IOException {
        List<String> all = new ArrayList<>();
        for (int line = 0; line < lines; line++) {
            all.add(TEXTS.get(line % TEXTS.size()) + " number " + line);
        }
        return Files.write(folder.resolve("corpus.txt"), all);
    }

    @Test
    void aModelIsLikeItself() {
        OpenModel model = plain(1);
        try (ModelPair pair = session.pair(model, model)) {
            CompareLayersResult result = pair.submit(request(EnumSet.allOf(Similarity.class))).await();
            assertThat(result.tokens()).isEqualTo(TEXTS.stream().mapToInt(String::length).sum());
            assertThat(result.layers()).hasSize(3).allSatisfy(layer -> {
                assertThat(layer.cosine()).isCloseTo(1, within(1e-6));
                assertThat(layer.normRatio()).isEqualTo(1);
                for (Similarity statistic : Similarity.values()) {
                    double alike = statistic == Similarity.PROCRUSTES ? 0 : 1;
                    assertThat(result.of(statistic, layer.pair())).as(statistic.id()).isCloseTo(alike, within(1e-5));
                }
            });
            for (TensorValue matrix : result.matrices().values()) {
                assertThat(matrix.shape()).containsExactly(3, 3);
            }
        }
    }

    /// `‖XᵀY‖² / (‖XᵀX‖ ‖YᵀY‖)` of the activations that two runs give, in double.
    @Test
    void theMatrixIsThatOfBothModelsOwnActivations() {
        OpenModel a = plain(1);
        OpenModel b = other();
        try (ModelPair pair = session.pair(a, b)) {
            CompareLayersResult result = pair.submit(request(Set.of(Similarity.CKA))).await();
            assertThat(result.matrices().keySet()).containsExactly(Similarity.CKA);
            List<List<double[]>> x = activations(a, result.sitesA(), pair, true);
            List<List<double[]>> y = activations(b, result.sitesB(), pair, false);
            assertThat(result.tokens()).isEqualTo(x.getFirst().size());
            for (int row = 0; row < x.size(); row++) {
                for (int column = 0; column < y.size(); column++) {
                    assertThat((double) result.matrices().get(Similarity.CKA).at(row, column))
                            .isCloseTo(cka(x.get(row), y.get(column)), within(1e-5));
                }
            }
            assertThat(result.unpaired()).isPositive();
            assertThat(String.join("\n", result.notes())).contains("cut the texts differently",
                    "linear CKA of " + result.tokens() + " tokens is too high for layers of 64 numbers; give 640");
        }
    }

    /// The rows of paired tokens by site.
    private static List<List<double[]>> activations(OpenModel model, List<String> sites, ModelPair pair, boolean a) {
        List<List<double[]>> rows = sites.stream().<List<double[]>>map(_ -> new ArrayList<>()).toList();
        for (String text : TEXTS) {
            Prompt prompt = new Prompt.Text(text);
            List<PositionPairs.Pair> pairs = pair
                    .submit(new ComparePromptRequest(prompt, CompareSide.PLAIN, CompareSide.PLAIN, 0)).await()
                    .alignment().pairs();
            RunResult run = model.submit(new RunRequest(prompt, sites, 0, false)).await();
            for (int site = 0; site < sites.size(); site++) {
                TensorValue value = run.sites().get(sites.get(site));
                int width = value.size(-1);
                for (PositionPairs.Pair each : pairs) {
                    float[] row = value.slice((a ? each.a() : each.b()) * width, width);
                    double[] wide = new double[width];
                    for (int i = 0; i < width; i++) {
                        wide[i] = row[i];
                    }
                    rows.get(site).add(wide);
                }
            }
        }
        return rows;
    }

    private static double cka(List<double[]> x, List<double[]> y) {
        return squared(x, y) / Math.sqrt(squared(x, x) * squared(y, y));
    }

    private static double squared(List<double[]> x, List<double[]> y) {
        double[] meanX = mean(x);
        double[] meanY = mean(y);
        double sum = 0;
        for (int i = 0; i < meanX.length; i++) {
            for (int j = 0; j < meanY.length; j++) {
                double product = 0;
                for (int row = 0; row < x.size(); row++) {
                    product += (x.get(row)[i] - meanX[i]) * (y.get(row)[j] - meanY[j]);
                }
                sum += product * product;
            }
        }
        return sum;
    }

    private static double[] mean(List<double[]> rows) {
        double[] mean = new double[rows.getFirst().length];
        rows.forEach(row -> {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.size();
            }
        });
        return mean;
    }

    @Test
    void aCorpusIsReadUntilThereAreTokensEnough() throws IOException {
        try (ModelPair pair = session.pair(plain(1), plain(2))) {
            CompareLayersResult result = pair.submit(new CompareLayersRequest(
                    new CompareTexts.Corpus(corpus(400), 5000), CompareSide.PLAIN, CompareSide.PLAIN,
                    Set.of(Similarity.CKA, Similarity.CKA_RBF), new Limits(20, 1, 300))).await();
            assertThat(result.tokens()).isEqualTo(5000);
            assertThat(result.texts()).isLessThan(400);
            assertThat(result.matrices().get(Similarity.CKA).at(1, 1)).isBetween(0f, 1f);
            assertThat(String.join("\n", result.notes())).contains("drawn by lot from 5000",
                    "only the first 20 tokens were read");
            assertThat(result.provenanceA().settings()).contains("skipped=1", "longest=20");
        }
    }

    /// Padding must not move the last position.
    @Test
    void aPlanForTheLastPositionChangesTheLastOfEachText() {
        OpenModel model = plain(1);
        SteeringPlan plan = new SteeringPlan(List.of(new VectorEdit("blocks.0.hook_resid_post", Operation.ADD,
                Collections.nCopies(64, 1f), Optional.empty(), 3.0, Positions.LAST)));
        CompareSide side = new CompareSide(plan, List.of("blocks.0.hook_resid_post"));
        CompareSide unsteered = new CompareSide(SteeringPlan.NONE, List.of("blocks.0.hook_resid_post"));
        try (ModelPair pair = session.pair(model, model)) {
            CompareLayersResult all = pair.submit(new CompareLayersRequest(texts(), unsteered, side,
                    Set.of(Similarity.CKA), Limits.DEFAULT)).await();
            double sum = 0;
            for (String text : TEXTS) {
                CompareLayersResult one = pair.submit(new CompareLayersRequest(
                        new CompareTexts.Prompts(List.of(new Prompt.Text(text))), unsteered, side,
                        Set.of(Similarity.CKA), Limits.DEFAULT)).await();
                sum += one.layers().getFirst().cosine() * one.tokens();
            }
            assertThat(all.layers().getFirst().cosine()).isLessThan(1 - 1e-3)
                    .isCloseTo(sum / all.tokens(), within(1e-6));
        }
    }

    @Test
    void tooFewTokensAreSaidWithTheNumberThatIsNeeded() {
        OpenModel model = plain(1);
        try (ModelPair pair = session.pair(model, model)) {
            CompareLayersResult result = pair.submit(new CompareLayersRequest(
                    new CompareTexts.Prompts(List.of(new Prompt.Text("abc"))), CompareSide.PLAIN, CompareSide.PLAIN,
                    EnumSet.complementOf(EnumSet.of(Similarity.CKA_RBF)), Limits.DEFAULT)).await();
            assertThat(result.of(Similarity.CKA_DEBIASED, result.layers().getFirst().pair())).isNaN();
            assertThat(result.of(Similarity.CKA, result.layers().getLast().pair())).isCloseTo(1, within(1e-6));
            assertThat(String.join("\n", result.notes())).contains("give 640 or more",
                    "debiased CKA needs 4 tokens, and there are 3",
                    "canonical correlations of 3 tokens say nothing of layers of 64 numbers; give more than 64",
                    "Procrustes distance of 3 tokens says nothing of layers of 64 numbers; give more than 64");
            assertThat(result.notes()).as("each once").doesNotHaveDuplicates();
            assertThat(result.notes(Set.of(Similarity.PROCRUSTES))).singleElement().asString()
                    .contains("Procrustes");
            assertThat(result.notes(Set.of(Similarity.SVCCA, Similarity.CCA))).singleElement().asString()
                    .contains("canonical correlations");
            assertThat(result.statisticNotes().get(Similarity.CKA)).singleElement().asString().contains("linear CKA");
        }
    }

    @Test
    void textsThatAreAllSkippedAreRefused() {
        OpenModel model = plain(1);
        try (ModelPair pair = session.pair(model, model)) {
            Job<CompareLayersResult> job = pair.submit(new CompareLayersRequest(texts(), CompareSide.PLAIN,
                    CompareSide.PLAIN, Set.of(Similarity.CKA), new Limits(100, 99, 10)));
            assertThatThrownBy(job::await).isInstanceOf(SextantException.class).hasMessageContaining("skip fewer");
        }
    }

    @Test
    void aLongComparisonLetsOthersInAndCanBeCancelled() throws IOException, InterruptedException {
        OpenModel a = plain(1);
        OpenModel b = plain(2);
        try (ModelPair pair = session.pair(a, b)) {
            Job<CompareLayersResult> job = pair.submitIdle(new CompareLayersRequest(
                    new CompareTexts.Corpus(corpus(20_000), 400_000), CompareSide.PLAIN, CompareSide.PLAIN,
                    Set.of(Similarity.CKA), Limits.DEFAULT));
            CountDownLatch begun = new CountDownLatch(1);
            job.onUpdate(_ -> begun.countDown());
            begun.await();
            ComparePromptResult between = pair.submitLatest("prompt", new ComparePromptRequest(
                    new Prompt.Text("she"), CompareSide.PLAIN, CompareSide.PLAIN, 2)).await();
            assertThat(between.positions()).hasSize(3);
            assertThat(a.submit(new RunRequest(new Prompt.Text("he"), List.of(), 1, false)).await().top()).hasSize(1);
            assertThat(job.isDone()).isFalse();
            job.cancel();
            assertThatThrownBy(job::await).isInstanceOf(CancellationException.class);
            assertThat(b.submit(new RunRequest(new Prompt.Text("he"), List.of(), 1, false)).await().top()).hasSize(1);
        }
    }

    @Test
    void aPairWhoseModelIsClosedEndsWithoutWaiting() throws IOException, InterruptedException {
        OpenModel a = plain(1);
        OpenModel b = plain(2);
        ModelPair pair = session.pair(a, b);
        Job<CompareLayersResult> job = pair.submit(new CompareLayersRequest(
                new CompareTexts.Corpus(corpus(20_000), 400_000), CompareSide.PLAIN, CompareSide.PLAIN,
                Set.of(Similarity.CKA), Limits.DEFAULT));
        CountDownLatch begun = new CountDownLatch(1);
        job.onUpdate(_ -> begun.countDown());
        begun.await();
        b.close();
        assertThatThrownBy(job::await).isInstanceOfAny(SextantException.class, CancellationException.class);
        pair.close();
        assertThat(a.submit(new RunRequest(new Prompt.Text("he"), List.of(), 1, false)).await().top()).hasSize(1);
    }
}
