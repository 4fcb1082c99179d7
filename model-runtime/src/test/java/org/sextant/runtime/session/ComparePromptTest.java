package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.VectorEdit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ComparePromptTest {
    private static final Prompt TEXT = new Prompt.Text("she had a cab");

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
        return PairedModels.open(session,
                PairedModels.merging(folder.resolve("other"), PairedModels.OTHER, 5));
    }

    private static ComparePromptRequest request(CompareSide a, CompareSide b) {
        return new ComparePromptRequest(TEXT, a, b, 4);
    }

    @Test
    void aModelComparedWithItselfDiffersNowhere() {
        OpenModel model = plain(1);
        try (ModelPair pair = session.pair(model, model)) {
            ComparePromptResult result = pair.submit(request(CompareSide.PLAIN, CompareSide.PLAIN)).await();
            assertThat(result.cosine().toArray()).containsOnly(1f);
            assertThat(result.normRatio().toArray()).containsOnly(1f);
            assertThat(result.layers()).hasSize(3);
            assertThat(result.positions()).hasSize(13).allSatisfy(position -> {
                assertThat(position.kl()).hasValue(0);
                assertThat(position.klReverse()).hasValue(0);
                assertThat(position.js()).hasValue(0);
                assertThat(position.topAgrees()).isTrue();
                assertThat(position.rankInA()).hasValue(0);
                assertThat(position.rankInB()).hasValue(0);
                assertThat(position.candidates()).hasSize(4)
                        .allMatch(candidate -> candidate.rankChange().orElseThrow() == 0);
            });
            assertThat(result.alignment().identity()).isTrue();
            assertThat(result.notes()).isEmpty();
        }
    }

    /// KL from the logits of two runs, in double.
    @Test
    void figuresOfAPositionAreThoseOfBothModelsOwnRuns() {
        OpenModel a = plain(1);
        OpenModel b = plain(2);
        try (ModelPair pair = session.pair(a, b)) {
            ComparePromptResult result = pair.submit(request(CompareSide.PLAIN, CompareSide.PLAIN)).await();
            String site = "blocks.1.hook_resid_post";
            RunResult runA = a.submit(new RunRequest(TEXT, List.of(site), 3, true)).await();
            RunResult runB = b.submit(new RunRequest(TEXT, List.of(site), 3, true)).await();
            for (PositionDifference position : result.positions()) {
                double[] p = softmax(runA.logits().orElseThrow(), position.a());
                double[] q = softmax(runB.logits().orElseThrow(), position.b());
                double kl = IntStream.range(0, p.length).mapToDouble(id -> p[id] * Math.log(p[id] / q[id])).sum();
                assertThat(position.kl().orElseThrow()).isPositive().isCloseTo(kl, within(1e-6));
                PositionDifference.Candidate best = position.candidates().getFirst();
                PositionDifference.Chance chance = best.b().orElseThrow();
                assertThat(best.a().orElseThrow().rank()).isZero();
                assertThat(chance.probability()).isCloseTo((float) q[chance.id()], within(1e-6f));
                assertThat(chance.rank()).isEqualTo((int) Arrays.stream(q).filter(one -> one > q[chance.id()]).count());
                assertThat(position.rankInB()).hasValue(chance.rank());
            }
            float[] x = runA.sites().get(site).slice(12 * 64, 64);
            float[] y = runB.sites().get(site).slice(12 * 64, 64);
            assertThat((double) result.cosine().at(2, 12))
                    .isCloseTo(product(x, y) / Math.sqrt(product(x, x) * product(y, y)), within(1e-6));
            assertThat((double) result.normRatio().at(2, 12))
                    .isCloseTo(Math.sqrt(product(y, y) / product(x, x)), within(1e-6));
        }
    }

    private static double product(float[] x, float[] y) {
        return IntStream.range(0, x.length).mapToDouble(i -> (double) x[i] * y[i]).sum();
    }

    private static double[] softmax(TensorValue logits, int position) {
        int vocabulary = logits.size(-1);
        float[] row = logits.slice(position * vocabulary, vocabulary);
        double sum = IntStream.range(0, vocabulary).mapToDouble(id -> Math.exp(row[id])).sum();
        return IntStream.range(0, vocabulary).mapToDouble(id -> Math.exp(row[id]) / sum).toArray();
    }

    @Test
    void otherWidthsAndOtherTokensAreComparedAsFarAsTheyCanBe() {
        try (ModelPair pair = session.pair(plain(1), other())) {
            ComparePromptResult result = pair.submit(request(CompareSide.PLAIN, CompareSide.PLAIN)).await();
            // s|h|e| |h|a|d| |a| |c|a|b against s|he| |h|a|d| |a| |c|ab.
            assertThat(result.tokensA()).hasSize(13);
            assertThat(result.tokensB()).hasSize(11);
            assertThat(result.alignment().aloneA()).containsExactly(1, 11);
            assertThat(result.alignment().aloneB()).isEmpty();
            assertThat(result.positions()).hasSize(11).allSatisfy(position -> {
                assertThat(position.kl()).isEmpty();
                assertThat(position.klReverse()).isEmpty();
                assertThat(position.js()).isEmpty();
                assertThat(position.rankInB()).as("every character is a token of both").isPresent();
            });
            for (PositionDifference position : result.positions()) {
                for (PositionDifference.Candidate candidate : position.candidates()) {
                    boolean onlyInB = candidate.token().equals("he") || candidate.token().equals("ab");
                    assertThat(candidate.a().isPresent()).isNotEqualTo(onlyInB);
                    assertThat(candidate.b()).isPresent();
                }
            }
            assertThat(result.cosine().toArray()).containsOnly(Float.NaN);
            for (float ratio : result.normRatio().toArray()) {
                assertThat(ratio).isPositive();
            }
            assertThat(result.layers()).extracting(LayerPair::layerB).containsExactly(0, 2, 3);
            assertThat(String.join("\n", result.notes())).contains("cut the prompt differently",
                    "vocabularies differ (97 and 99 tokens)", "64 and of 48 numbers", "lies as deep");
        }
    }

    @Test
    void aPlanIsASideLikeAnyOther() {
        OpenModel model = plain(1);
        SteeringPlan plan = new SteeringPlan(List.of(new VectorEdit("blocks.0.hook_resid_post", Operation.ADD,
                Collections.nCopies(64, 1f), Optional.empty(), 3.0, Positions.of(List.of(2)))));
        try (ModelPair pair = session.pair(model, model)) {
            ComparePromptResult result = pair.submit(request(CompareSide.PLAIN, CompareSide.steered(plan))).await();
            assertThat(result.cosine().at(0, 2)).isEqualTo(1f);
            assertThat(result.cosine().at(1, 1)).isEqualTo(1f);
            assertThat(result.cosine().at(1, 2)).isLessThan(0.99f);
            assertThat(result.positions().get(1).kl()).hasValue(0);
            assertThat(result.positions().get(2).kl().orElseThrow()).isPositive();
            assertThat(result.positions().get(5).kl().orElseThrow()).isPositive();
            assertThat(result.provenanceB().settings()).anyMatch(setting -> setting.startsWith("edit="));
            assertThat(result.provenanceA().settings()).noneMatch(setting -> setting.startsWith("edit="));
        }
    }

    /// The effect of a plan on the next token is one number, wherever it is shown.
    @Test
    void beyondAnUnsteeredSideTheReverseDivergenceIsThatOfSteering() {
        OpenModel model = plain(1);
        SteeringPlan plan = new SteeringPlan(List.of(new VectorEdit("blocks.0.hook_resid_post", Operation.ADD,
                IntStream.range(0, 64).mapToObj(at -> at % 2 == 0 ? 1f : -0.5f).toList(), Optional.empty(), 3.0,
                Positions.ALL)));
        SteerResult steered = model.submit(new SteerRequest(TEXT, plan, 3)).await();
        try (ModelPair pair = session.pair(model, model)) {
            PositionDifference last = pair.submit(request(CompareSide.PLAIN, CompareSide.steered(plan))).await()
                    .positions().getLast();
            PositionDifference turned = pair.submit(request(CompareSide.steered(plan), CompareSide.PLAIN)).await()
                    .positions().getLast();
            assertThat(last.klReverse().orElseThrow()).isGreaterThan(0.01)
                    .isCloseTo(steered.divergence(), within(1e-6 * steered.divergence()));
            assertThat(last.kl().orElseThrow()).isNotCloseTo(steered.divergence(),
                    within(0.01 * steered.divergence()));
            assertThat(turned.kl()).isEqualTo(last.klReverse());
            assertThat(turned.klReverse()).isEqualTo(last.kl());
            assertThat(turned.js().orElseThrow()).isCloseTo(last.js().orElseThrow(), within(1e-12));
        }
    }

    @Test
    void aSiteThatOneModelLacksIsNamedWithTheModel() {
        try (ModelPair pair = session.pair(plain(1), other())) {
            CompareSide side = new CompareSide(SteeringPlan.NONE, List.of("blocks.2.hook_resid_post"));
            Job<ComparePromptResult> job = pair.submit(new ComparePromptRequest(TEXT, side, side, 3));
            assertThatThrownBy(job::await).isInstanceOf(SextantException.class)
                    .hasMessageContaining("blocks.2.hook_resid_post").hasMessageContaining("plain1");
            CompareSide pattern = new CompareSide(SteeringPlan.NONE, List.of("blocks.*.attn.hook_pattern"));
            assertThatThrownBy(pair.submit(new ComparePromptRequest(TEXT, pattern, pattern, 3))::await)
                    .isInstanceOf(SextantException.class).hasMessageContaining("has no vector a token");
        }
    }

    @Test
    void idsThatMeanOtherTokensAreRefused() {
        try (ModelPair pair = session.pair(plain(1), other())) {
            Job<ComparePromptResult> job = pair.submit(new ComparePromptRequest(new Prompt.Ids(List.of(3, 4)),
                    CompareSide.PLAIN, CompareSide.PLAIN, 3));
            assertThatThrownBy(job::await).isInstanceOf(SextantException.class)
                    .hasMessageContaining("other tokens to the other model");
        }
    }

    @Test
    void positionsWithoutAnyPartnerAreRefused() {
        try (ModelPair pair = session.pair(plain(1), other())) {
            Job<ComparePromptResult> job = pair.submit(new ComparePromptRequest(new Prompt.Text(""),
                    CompareSide.PLAIN, CompareSide.PLAIN, 3));
            assertThatThrownBy(job::await).isInstanceOf(SextantException.class).hasMessageContaining("empty");
        }
    }

    @Test
    void aClosedPairLeavesItsModelsOpen() {
        OpenModel model = plain(1);
        ModelPair pair = session.pair(model, model);
        pair.close();
        assertThatThrownBy(() -> pair.submit(request(CompareSide.PLAIN, CompareSide.PLAIN)))
                .isInstanceOf(SextantException.class).hasMessageContaining("closed");
        assertThat(model.submit(new RunRequest(TEXT, List.of(), 1, false)).await().top()).hasSize(1);
    }

    @Test
    void aModelOfAnotherSessionIsRefused() {
        OpenModel model = plain(1);
        try (Session strange = Session.local()) {
            assertThatThrownBy(() -> strange.pair(model, model)).isInstanceOf(SextantException.class)
                    .hasMessageContaining("one session");
        }
    }
}
