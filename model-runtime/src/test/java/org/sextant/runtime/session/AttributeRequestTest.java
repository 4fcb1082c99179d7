package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.attribution.Alignment;
import org.sextant.runtime.attribution.AttributionException;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.attribution.TokenWeight;
import org.sextant.runtime.model.RelevanceRules.Rule;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.ExpertGain.Mode;
import org.sextant.runtime.session.ContrastPair.Target;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sextant.runtime.session.AttributedPrompts.ALL_MAPS;
import static org.sextant.runtime.session.AttributedPrompts.LONG;
import static org.sextant.runtime.session.AttributedPrompts.SHORT;
import static org.sextant.runtime.session.AttributedPrompts.ask;
import static org.sextant.runtime.session.AttributedPrompts.assertSame;

/// Attribution as a request: batches of pairs against each pair alone, alignment, comparison with patching, refusals.
class AttributeRequestTest {
    @TempDir
    private Path folder;

    @Test
    void pairsOfSeveralLengthsInOneBatchHaveTheScoresThatEachHasAlone() {
        for (String fixture : List.of("v5/llama", "v4/gpt2", "v4/gpt_neox")) {
            AttributionSettings settings = fixture.equals("v4/gpt_neox")
                    ? ALL_MAPS.withNodes(EnumSet.of(NodeKind.RESID_PRE, NodeKind.ATTN_OUT, NodeKind.HEAD))
                    : ALL_MAPS;
            try (OpenFixture open = OpenFixture.of(fixture)) {
                for (PatchDirection direction : PatchDirection.values()) {
                    AttributeResult both = ask(open, settings.with(direction), LONG, SHORT);
                    assertSame(both.pairs().getFirst(),
                            ask(open, settings.with(direction), LONG).pairs().getFirst());
                    assertSame(both.pairs().getLast(),
                            ask(open, settings.with(direction), SHORT).pairs().getFirst());
                    assertThat(both.forwardEquivalents()).isEqualTo(6);
                }
            }
        }
    }

    @Test
    void theMeanCountsPositionsFromTheEndAndTellsHowFarPairsAgree() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            AttributeResult both = ask(open, AttributionSettings.DEFAULT, LONG, SHORT);
            NodeScores mean = both.nodes().getFirst();
            AttributeResult.NodeSpread spread = both.spread().getFirst();
            double a = both.pairs().getFirst().nodes().getFirst().value(1, 0, 6);
            double b = both.pairs().getLast().nodes().getFirst().value(1, 0, 3);

            assertThat((double) mean.value(1, 0, 6)).isCloseTo((a + b) / 2, within(1e-6));
            assertThat((double) spread.standardError().at(1, 6)).isCloseTo(Math.abs(a - b) / 2, within(1e-6));
            assertThat(spread.consistency().at(1, 6)).isEqualTo(a * b > 0 ? 1f : 0.5f);
            assertThat(mean.value(1, 0, 2)).isEqualTo(both.pairs().getFirst().nodes().getFirst().value(1, 0, 2));
            assertThat(spread.standardError().at(1, 2)).isNaN();
            assertThat(both.metricClean()).isCloseTo(
                    (both.pairs().getFirst().metricClean() + both.pairs().getLast().metricClean()) / 2, within(1e-9));
        }
    }

    @Test
    void besidePatchingTheAgreementIsTheCorrelationOfBothMaps() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            AttributionSettings settings = AttributionSettings.DEFAULT
                    .withNodes(EnumSet.of(NodeKind.RESID_PRE, NodeKind.NEURON)).withTop(6);
            AttributeResult result = ask(open, settings.besidePatching(), LONG);
            AttributedPair pair = result.pairs().getFirst();
            float[] estimate = pair.nodes().getFirst().values().toArray();
            float[] truth = pair.patched().getFirst().values().toArray();

            assertThat(ask(open, settings.withNodes(Set.of(NodeKind.RESID_PRE)).with(AttributionMethod.PATCHING),
                    LONG).pairs().getFirst().nodes().getFirst().values().toArray())
                    .containsExactly(truth, within(1e-6f));
            assertThat(result.agreement().get(NodeKind.RESID_PRE).pearson()).isCloseTo(pearson(estimate, truth),
                    within(1e-6));
            assertThat(result.agreement().get(NodeKind.RESID_PRE).spearman()).isBetween(-1.0, 1.0);
            assertThat(pair.strongest()).hasSize(6).isSortedAccordingTo(ScoredNode.STRONGEST);
            assertThat(pair.patchedStrongest()).extracting(ScoredNode::cell)
                    .containsExactlyElementsOf(pair.strongest().stream().map(ScoredNode::cell).toList());
            assertThat(result.agreement().get(NodeKind.NEURON).nodes()).isEqualTo(6);
            // Two passes, of the estimate and of patching, one back, and at most one for each cell.
            assertThat(result.forwardEquivalents()).isBetween(5.0, 5.0 + truth.length + 6);
        }
    }

    private static double pearson(float[] a, float[] b) {
        double meanA = IntStream.range(0, a.length).mapToDouble(i -> a[i]).average().orElseThrow();
        double meanB = IntStream.range(0, b.length).mapToDouble(i -> b[i]).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void aPlanIsPartOfEveryRunAndOfEveryPatchedOne() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            float[] vector = new float[open.model().card().dModel()];
            vector[3] = 2;
            SteeringPlan plan = new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_mid", vector, 1),
                    Edit.add("blocks.1.hook_resid_pre", vector, 1)));
            AttributionSettings patching = ALL_MAPS.with(AttributionMethod.PATCHING);
            AttributeResult steered = open.answer(new AttributeRequest(List.of(LONG), patching, plan));
            AttributeResult plain = ask(open, patching, LONG);
            AttributedPair pair = steered.pairs().getFirst();

            assertThat(steered.metricClean()).isNotCloseTo(plain.metricClean(), within(1e-3));
            // Patching the whole of what enters at the last position of the first block's output changes nothing there
            // that the plan would add again, so input of the second block and output of the first agree.
            NodeScores post = pair.nodes().get(2);
            NodeScores pre = pair.nodes().getFirst();
            for (int position = 0; position < post.positions(); position++) {
                assertThat(pre.value(1, 0, position)).isCloseTo(post.value(0, 0, position), within(1e-5f));
            }
            AttributeResult estimate = open.answer(new AttributeRequest(List.of(LONG, SHORT), ALL_MAPS, plan));
            assertSame(estimate.pairs().getLast(),
                    open.answer(new AttributeRequest(List.of(SHORT), ALL_MAPS, plan)).pairs().getFirst());
            assertThat(estimate.pairs().getFirst().metricClean()).isCloseTo(pair.metricClean(), within(1e-5));
        }
    }

    /// Gradients go through the weights of forced experts too: what Java made for the pass outlives its backward pass.
    @Test
    void expertsThatAreChangedAreSoInBothPassesAndInEveryPair() {
        AttributionSettings settings = ALL_MAPS
                .withNodes(EnumSet.of(NodeKind.RESID_PRE, NodeKind.ATTN_OUT, NodeKind.HEAD))
                .with(AttributionMethod.ATP);
        SteeringPlan plan = new SteeringPlan(List.of(),
                List.of(ExpertGain.forced(0, 1), ExpertGain.off(0, 2), new ExpertGain(1, 0, 0.5, Mode.ZERO_RENORM),
                        new ExpertGain(1, 3, 0.7, Mode.FORCE)));
        try (OpenFixture open = OpenFixture.of("v4/olmoe")) {
            AttributeResult both = open.answer(new AttributeRequest(List.of(LONG, SHORT), settings, plan));
            AttributeResult alone = open.answer(new AttributeRequest(List.of(SHORT), settings, plan));
            AttributeResult patched = open.answer(
                    new AttributeRequest(List.of(SHORT), settings.with(AttributionMethod.PATCHING), plan));

            assertSame(both.pairs().getLast(), alone.pairs().getFirst());
            assertThat(alone.metricClean()).isCloseTo(patched.metricClean(), within(1e-5))
                    .isNotCloseTo(ask(open, settings, SHORT).metricClean(), within(1e-3));
        }
    }

    @Test
    void promptsOfDifferentLengthsAreRefusedOrAlignedAsAsked() {
        ContrastPair uneven = ContrastPair.ofIds(List.of(1, 5, 9, 2, 7, 3, 8), List.of(1, 5, 12, 10, 2, 7, 3, 8), 11,
                20);
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            assertThatThrownBy(() -> ask(open, AttributionSettings.DEFAULT, uneven))
                    .isInstanceOf(AttributionException.class).hasMessageContaining("7 tokens")
                    .hasMessageContaining("8").hasMessageContaining("spans");
            AttributeResult spans = ask(open, AttributionSettings.DEFAULT.with(Alignment.SPANS), uneven);
            NodeScores scores = spans.pairs().getFirst().nodes().getFirst();
            // Of the corrupt run, which is changed, position 2 has no partner; 3 has that of the other word.
            assertThat(scores.positions()).isEqualTo(8);
            assertThat(scores.value(0, 0, 2)).isZero();
            assertThat(scores.value(0, 0, 3)).isNotZero();
            assertThat(scores.value(0, 0, 5)).isZero();
            assertThat(scores.value(1, 0, 5)).isNotZero();
            AttributeResult pad = ask(open, AttributionSettings.DEFAULT.with(Alignment.PAD), uneven);
            assertThat(pad.pairs().getFirst().nodes().getFirst().value(0, 0, 0)).isZero();
            assertThat(pad.pairs().getFirst().nodes().getFirst().value(0, 0, 1)).isNotZero();
            AttributeResult noising = ask(open,
                    AttributionSettings.DEFAULT.with(Alignment.PAD).with(PatchDirection.NOISING), uneven);
            assertThat(noising.pairs().getFirst().nodes().getFirst().positions()).isEqualTo(7);
            assertThat(ask(open, AttributionSettings.DEFAULT.with(Alignment.SPANS).with(PatchDirection.NOISING),
                    ContrastPair.ofIds(List.of(1, 5, 12, 10, 2), List.of(1, 5, 9, 2), 11, 20)).notes())
                    .anyMatch(note -> note.contains("no partner"));
        }
    }

    @Test
    void anEarlierPositionIsLookedAtAsIfThePromptEndedThere() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            AttributeResult cut = ask(open, AttributionSettings.DEFAULT.at(4), LONG);
            AttributeResult whole = ask(open, AttributionSettings.DEFAULT,
                    ContrastPair.ofIds(List.of(1, 5, 9, 2, 7), List.of(1, 5, 12, 2, 7), 11, 20));
            assertSame(cut.pairs().getFirst(), whole.pairs().getFirst());
            assertThatThrownBy(() -> ask(open, AttributionSettings.DEFAULT.at(7), LONG))
                    .isInstanceOf(RequestException.class).hasMessageContaining("none at 7");
        }
    }

    @Test
    void severalAnswersCountByTheirMeanAndWeightsAsTheyAre() {
        Prompt a = new Prompt.Ids(List.of(11));
        Prompt b = new Prompt.Ids(List.of(12, 3));
        Prompt wrong = new Prompt.Ids(List.of(20));
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            AttributeResult sets = ask(open, AttributionSettings.DEFAULT, new ContrastPair(LONG.clean(),
                    LONG.corrupt(), new Target.Answers(List.of(a, b), List.of(wrong))));
            AttributeResult weights = ask(open, AttributionSettings.DEFAULT, new ContrastPair(LONG.clean(),
                    LONG.corrupt(), new Target.Weights(List.of(new TokenWeight(11, 0.5), new TokenWeight(12, 0.5),
                            new TokenWeight(20, -1)))));
            assertSame(sets.pairs().getFirst(), weights.pairs().getFirst());
            assertThat(sets.notes()).anyMatch(note -> note.contains("is 2 tokens; of those"));
        }
    }

    @Test
    void whatAllAnswersBeginWithBelongsToThePrompts() {
        Target blank = new Target.Answers(List.of(new Prompt.Ids(List.of(30, 11))),
                List.of(new Prompt.Ids(List.of(30, 20))));
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            AttributeResult shared = ask(open, AttributionSettings.DEFAULT,
                    new ContrastPair(LONG.clean(), LONG.corrupt(), blank));
            AttributeResult longer = ask(open, AttributionSettings.DEFAULT, ContrastPair.ofIds(
                    List.of(1, 5, 9, 2, 7, 3, 8, 30), List.of(1, 5, 12, 2, 7, 10, 8, 30), 11, 20));
            assertSame(shared.pairs().getFirst(), longer.pairs().getFirst());
            assertThat(shared.pairs().getFirst().clean()).hasSize(8);
            assertThat(shared.notes()).anyMatch(note -> note.contains("begin alike"));
        }
    }

    /// Such a tokenizer cuts " Tom" by itself into the mark and the marked word; behind a prompt it is the word alone.
    @Test
    void anAnswerIsCutAsItStandsBehindItsPrompt() {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("marked")).with("tokenizer.json", """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
                 "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"},
                     {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
                 "pre_tokenizer": {"type": "Split", "pattern": {"String": "▁"}, "behavior": "MergedWithNext",
                     "invert": false},
                 "post_processor": null,
                 "decoder": {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                 "model": {"type": "WordLevel", "unk_token": "<unk>", "vocab": {"<unk>": 0, "▁to": 1, "▁Tom": 2,
                     "▁Ann": 3, "▁": 4, "▁gave": 5}}}
                """).path();
        try (OpenFixture open = OpenFixture.of(model, Dtype.FLOAT32)) {
            AttributeResult words = ask(open, AttributionSettings.DEFAULT,
                    ContrastPair.ofTexts("Ann gave to", "Tom gave to", " Tom", " Ann"));
            assertSame(words.pairs().getFirst(), ask(open, AttributionSettings.DEFAULT,
                    ContrastPair.ofIds(List.of(3, 5, 1), List.of(2, 5, 1), 2, 3)).pairs().getFirst());
            assertThat(words.notes()).isEmpty();
        }
    }

    @Test
    void theYardstickIsRefusedWhereBothRunsAreAllButTheSame() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            AttributeResult result = ask(open, AttributionSettings.DEFAULT, LONG);
            assertThat(result.normaliser().orElseThrow()).isCloseTo(result.metricClean() - result.metricCorrupt(),
                    within(1e-12));
            AttributeResult same = new AttributeResult(result.metric(), result.pairs(), 3.00001, 3, result.nodes(),
                    result.spread(),
                    List.of(), List.of(), result.agreement(), 3, List.of(), result.provenance());
            assertThat(same.normaliser()).isEmpty();
        }
    }

    @Test
    void rulesWithoutEffectAreNamedWhenTheyWereAskedFor() {
        try (OpenFixture open = OpenFixture.of("v4/gpt2")) {
            assertThat(ask(open, AttributionSettings.DEFAULT, LONG).notes()).isEmpty();
            AttributeResult asked = ask(open,
                    AttributionSettings.DEFAULT.withRules(EnumSet.of(Rule.LN, Rule.IDENTITY, Rule.HALF)), LONG);
            assertThat(asked.notes()).containsExactly("the rule half has no effect in this model");
            assertSame(asked.pairs().getFirst(),
                    ask(open, AttributionSettings.DEFAULT, LONG).pairs().getFirst());
        }
    }
}
