package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.AttributionException;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.TokenWeight;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.session.ContrastPair.Target;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sextant.runtime.session.AttributedPrompts.ALL_MAPS;
import static org.sextant.runtime.session.AttributedPrompts.LONG;
import static org.sextant.runtime.session.AttributedPrompts.ask;

/// Summed log-probabilities of answers of several tokens, against sums made by hand: one plain forward pass an answer.
class AnswerMetricTest {
    private static final List<Integer> CLEAN = List.of(1, 5, 9, 2, 7, 3, 8);
    private static final List<Integer> CORRUPT = List.of(1, 5, 12, 2, 7, 10, 8);
    private static final List<List<Integer>> ANSWERS = List.of(List.of(11, 4, 7), List.of(6));
    private static final List<List<Integer>> WRONG = List.of(List.of(20, 3));
    private static final ContrastPair PAIR = pair(ANSWERS, WRONG);
    private static final AttributionSettings SUMMED = AttributionSettings.DEFAULT.with(AnswerMetric.SUM_LOGPROB);

    private static ContrastPair pair(List<List<Integer>> answers, List<List<Integer>> wrong) {
        return new ContrastPair(new Prompt.Ids(CLEAN), new Prompt.Ids(CORRUPT), new Target.Answers(
                answers.stream().<Prompt>map(Prompt.Ids::new).toList(),
                wrong.stream().<Prompt>map(Prompt.Ids::new).toList()));
    }

    /// `mean_a Σ_j log p(a_j | prompt, a_<j)` less the same of the wrong ones.
    ///
    /// @param changed what is made of a site's `[1, T, d]`
    private static double metric(Transformer model, List<Integer> prompt, Site site, UnaryOperator<NDArray> changed) {
        double sum = 0;
        for (List<Integer> answer : ANSWERS) {
            sum += logProbability(model, prompt, answer, site, changed) / ANSWERS.size();
        }
        for (List<Integer> answer : WRONG) {
            sum -= logProbability(model, prompt, answer, site, changed) / WRONG.size();
        }
        return sum;
    }

    private static double logProbability(Transformer model, List<Integer> prompt, List<Integer> answer, Site site,
            UnaryOperator<NDArray> changed) {
        int[] ids = Stream.concat(prompt.stream(), answer.stream()).mapToInt(Integer::intValue).toArray();
        try (NDManager scope = model.newScope()) {
            double[] logits = NativeMemory.doubles(model.forward(ForwardRequest.ofIds(scope, ids),
                    new HookTable().change(new Intervention(site, changed::apply))).logits());
            int vocabulary = logits.length / ids.length;
            double sum = 0;
            for (int i = 0; i < answer.size(); i++) {
                int from = (prompt.size() - 1 + i) * vocabulary;
                double[] row = Arrays.copyOfRange(logits, from, from + vocabulary);
                sum += row[answer.get(i)] - Math.log(Arrays.stream(row).map(Math::exp).sum());
            }
            return sum;
        }
    }

    /// The corrupt run's value at one position moved towards the clean one by a share.
    private static UnaryOperator<NDArray> moved(double[] clean, int position, double share) {
        return value -> {
            NDArray changed = value.duplicate();
            NDManager own = value.getManager();
            int width = Math.toIntExact(value.size() / value.getShape().get(1));
            double[] from = Arrays.copyOfRange(NativeMemory.doubles(value), position * width, (position + 1) * width);
            double[] to = new double[width];
            for (int i = 0; i < width; i++) {
                to[i] = from[i] + share * (clean[position * width + i] - from[i]);
            }
            NDArray row = own.create(to).toType(value.getDataType(), false);
            changed.set(new NDIndex("0," + position), row);
            return changed;
        };
    }

    private static double[] cleanValue(Transformer model, Site site) {
        double[][] kept = new double[1][];
        try (NDManager scope = model.newScope()) {
            model.forward(ForwardRequest.ofIds(scope, CLEAN.stream().mapToInt(Integer::intValue).toArray()),
                    new HookTable().observe(site, value -> kept[0] = NativeMemory.doubles(value)));
        }
        return kept[0];
    }

    @Test
    void patchingIsWhatAForwardPassOfEveryAnswerByHandGives() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            Transformer model = open.model().transformer();
            AttributionSettings patching = SUMMED.with(AttributionMethod.PATCHING);
            AttributeResult result = ask(open, patching, PAIR);
            double before = metric(model, CORRUPT, new Site(SiteKind.RESID_PRE, 0), value -> value);

            assertThat(result.metricCorrupt()).isCloseTo(before, within(1e-5));
            assertThat(result.metricClean()).isCloseTo(
                    metric(model, CLEAN, new Site(SiteKind.RESID_PRE, 0), value -> value), within(1e-5));
            assertThat(result.tokens()).hasSize(CORRUPT.size());
            List<PatchCell> cells = new ArrayList<>();
            for (NodeKind kind : List.of(NodeKind.RESID_PRE, NodeKind.ATTN_OUT, NodeKind.MLP_OUT)) {
                Site site = new Site(kind.site().orElseThrow(), 1);
                double[] clean = cleanValue(model, site);
                NodeScores map = result.nodes().stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
                assertThat(map.positions()).isEqualTo(CORRUPT.size());
                for (int position = 0; position < CORRUPT.size(); position++) {
                    cells.add(PatchCell.of(kind, 1, position));
                    assertThat((double) map.value(1, 0, position)).as("%s at %d", kind, position).isCloseTo(
                            metric(model, CORRUPT, site, moved(clean, position, 1)) - before, within(1e-5));
                }
            }
            PatchCellsResult some = open
                    .answer(new PatchCellsRequest(List.of(PAIR), cells, patching, SteeringPlan.NONE));
            assertThat(some.nodes().get(9).score()).isCloseTo(result.nodes().get(1).value(1, 0, 2), within(1e-6));
            assertThat(result.provenance().settings()).contains("answer-metric=sum-logprob");
        }
    }

    /// Slopes by central differences in double precision, step 1e-4 of the way from corrupt to clean.
    @Test
    void attributionPatchingIsTheSlopeOfThatSum() {
        try (OpenFixture open = OpenFixture.of(Fixtures.folder("v5/llama"), Dtype.FLOAT64)) {
            Transformer model = open.model().transformer();
            AttributeResult result = ask(open, SUMMED.with(AttributionMethod.ATP), PAIR);
            Site site = new Site(SiteKind.RESID_PRE, 1);
            double[] clean = cleanValue(model, site);
            for (int position = 0; position < CORRUPT.size(); position++) {
                double slope = (metric(model, CORRUPT, site, moved(clean, position, 1e-4))
                        - metric(model, CORRUPT, site, moved(clean, position, -1e-4))) / 2e-4;
                assertThat((double) result.nodes().getFirst().value(1, 0, position)).isCloseTo(slope, within(1e-6));
            }
            assertThat(result.nodes().getFirst().value(1, 0, 6)).isNotZero();
            assertThat(result.forwardEquivalents()).isEqualTo(6);
        }
    }

    @Test
    void ofAnswersOfOneTokenItIsTheDifferenceOfTheirLogits() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            for (AttributionMethod method : List.of(AttributionMethod.RELP, AttributionMethod.ATP,
                    AttributionMethod.INTEGRATED_GRADIENTS, AttributionMethod.PATCHING)) {
                AttributeResult summed = ask(open, ALL_MAPS.with(method).with(AnswerMetric.SUM_LOGPROB), LONG);
                AttributeResult first = ask(open, ALL_MAPS.with(method), LONG);
                AttributedPrompts.assertSame(summed.pairs().getFirst(), first.pairs().getFirst());
                assertThat(summed.forwardEquivalents()).isEqualTo(first.forwardEquivalents());
                assertThat(summed.notes()).isEmpty();
            }
        }
    }

    /// At the input of the first block the runs differ in the prompts alone.
    @Test
    void integratedGradientsOfTheInputAddUpToTheDifference() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            AttributeResult result = ask(open, SUMMED.with(AttributionMethod.INTEGRATED_GRADIENTS).withSteps(100)
                    .withNodes(Set.of(NodeKind.RESID_PRE)), PAIR);
            assertThat(result.nodes().getFirst().sum(0, 0))
                    .isCloseTo(result.metricClean() - result.metricCorrupt(), within(1e-3));
        }
    }

    @Test
    void aPlanTakesTheTokensOfAnAnswerAsGenerated() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            Transformer model = open.model().transformer();
            float[] own = new float[model.spec().dModel()];
            own[3] = 2;
            Site site = new Site(SiteKind.RESID_POST, 0);
            SteeringPlan behind = plan(own, Positions.GENERATED);
            AttributeResult result = open.answer(new AttributeRequest(List.of(PAIR), SUMMED, behind));
            double byHand = metric(model, CLEAN, site, value -> {
                NDArray changed = value.duplicate();
                changed.set(new NDIndex("0," + CLEAN.size() + ":"), changed.get("0," + CLEAN.size() + ":")
                        .add(value.getManager().create(own)));
                return changed;
            });
            assertThat(result.metricClean()).isCloseTo(byHand, within(1e-5))
                    .isNotCloseTo(ask(open, SUMMED, PAIR).metricClean(), within(1e-4));
            assertThatThrownBy(() -> open.answer(
                    new AttributeRequest(List.of(PAIR), SUMMED, plan(own, Positions.LAST))))
                    .isInstanceOf(AttributionException.class).hasMessageContaining("last position");
        }
    }

    private static SteeringPlan plan(float[] vector, Positions positions) {
        return new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", vector, 1).where(positions)));
    }

    @Test
    void whatHasNoSumIsRefused() {
        ContrastPair weights = new ContrastPair(new Prompt.Ids(CLEAN), new Prompt.Ids(CORRUPT),
                new Target.Weights(List.of(new TokenWeight(3, 1))));
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            assertThatThrownBy(() -> ask(open, SUMMED.with(AttributionMethod.ATTN_LRP), PAIR))
                    .isInstanceOf(RequestException.class).hasMessageContaining("attnlrp explains one logit");
            assertThatThrownBy(() -> ask(open, SUMMED, weights)).isInstanceOf(AttributionException.class)
                    .hasMessageContaining("no log-probabilities");
            assertThatThrownBy(() -> ask(open, SUMMED, pair(ANSWERS, ANSWERS)))
                    .isInstanceOf(AttributionException.class).hasMessageContaining("the same tokens");
            AttributionSettings neurons = SUMMED.withNodes(EnumSet.of(NodeKind.NEURON));
            assertThatThrownBy(() -> ask(open, neurons, PAIR)).isInstanceOf(AttributionException.class)
                    .hasMessageContaining("need several");
            assertThat(ask(open, neurons, pair(List.of(List.of(11, 4, 7)), List.of(List.of(6)))).strongest())
                    .isNotEmpty().allMatch(node -> node.cell().position() < CORRUPT.size());
        }
    }
}
