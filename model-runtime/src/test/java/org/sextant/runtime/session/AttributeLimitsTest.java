package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.attribution.AttributionException;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sextant.runtime.session.AttributedPrompts.ALL_MAPS;
import static org.sextant.runtime.session.AttributedPrompts.LONG;
import static org.sextant.runtime.session.AttributedPrompts.SHORT;
import static org.sextant.runtime.session.AttributedPrompts.ask;
import static org.sextant.runtime.session.AttributedPrompts.assertSame;

/// Attribution as a request: cells that are told as they come, memory, refusals.
class AttributeLimitsTest {
    @Test
    void patchedCellsAreToldAsTheyComeAndAreThoseOfTheWholeMap() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            List<PatchCell> cells = new ArrayList<>();
            for (int position = 6; position >= 0; position--) {
                cells.add(PatchCell.of(NodeKind.ATTN_OUT, 1, position));
                cells.add(PatchCell.of(NodeKind.RESID_PRE, 0, position));
            }
            RecordingContext context = new RecordingContext();
            PatchCellsResult result = open.answer(
                    new PatchCellsRequest(List.of(LONG), cells, AttributionSettings.DEFAULT, SteeringPlan.NONE),
                    context);
            AttributeResult whole = ask(open, AttributionSettings.DEFAULT.with(AttributionMethod.PATCHING), LONG);

            assertThat(result.nodes()).extracting(ScoredNode::cell).containsExactlyElementsOf(cells);
            for (ScoredNode node : result.nodes()) {
                NodeScores map = whole.nodes().get(node.cell().kind() == NodeKind.RESID_PRE ? 0 : 1);
                assertThat(node.score()).isCloseTo(map.value(node.cell().layer(), 0, node.cell().position()),
                        within(1e-5));
            }
            assertThat(result.metricClean()).isCloseTo(whole.metricClean(), within(1e-6));
            List<Update.Patched> told = context.updates(Update.Patched.class);
            assertThat(told.stream().flatMap(update -> update.nodes().stream()).toList())
                    .isEqualTo(result.nodes());
            assertThat(told.getLast().done()).isEqualTo(told.getLast().total()).isEqualTo(14);
            assertThatThrownBy(() -> open.answer(new PatchCellsRequest(List.of(LONG),
                    List.of(PatchCell.of(NodeKind.ATTN_OUT, 7, 0)), AttributionSettings.DEFAULT, SteeringPlan.NONE)))
                    .isInstanceOf(RequestException.class).hasMessageContaining("layer 7");
        }
    }

    @Test
    void whatCannotBeAttributedIsRefused() {
        ContrastPair same = ContrastPair.ofIds(List.of(1, 5), List.of(1, 5), 11, 20);
        ContrastPair noChoice = ContrastPair.ofIds(List.of(1, 5), List.of(1, 6), 11, 11);
        try (OpenFixture open = OpenFixture.of("v4/mixtral")) {
            assertThatThrownBy(() -> ask(open, AttributionSettings.DEFAULT, same))
                    .isInstanceOf(AttributionException.class).hasMessageContaining("are the same");
            assertThatThrownBy(() -> ask(open, AttributionSettings.DEFAULT, noChoice))
                    .isInstanceOf(AttributionException.class).hasMessageContaining("same tokens");
            assertThatThrownBy(() -> ask(open, AttributionSettings.DEFAULT)).isInstanceOf(RequestException.class)
                    .hasMessageContaining("no pair");
            assertThatThrownBy(() -> ask(open, AttributionSettings.DEFAULT.withNodes(Set.of(NodeKind.NEURON)), LONG))
                    .isInstanceOf(AttributionException.class).hasMessageContaining("neuron");
            assertThatThrownBy(() -> ask(open, AttributionSettings.DEFAULT.withNodes(Set.of(NodeKind.TOKEN)), LONG))
                    .isInstanceOf(RequestException.class).hasMessageContaining("attnlrp");
            assertThatThrownBy(() -> open.answer(new AttributeRequest(List.of(LONG), AttributionSettings.DEFAULT),
                    new RecordingContext(3))).isInstanceOf(CancellationException.class);
            RequestHandlers small = new RequestHandlers(open.model(), new MemoryBudget(device -> 1000));
            assertThatThrownBy(() -> small.answer(new AttributeRequest(List.of(LONG), AttributionSettings.DEFAULT),
                    new RecordingContext())).isInstanceOf(MemoryException.class)
                    .hasMessageContaining("a backward pass over 7 tokens");
        }
    }

    @Test
    void littleMemoryMeansFewerPairsAtOnceAndTheSameScores() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            WorkingMemory ample = new WorkingMemory(open.model(), new MemoryBudget(device -> 1L << 40));
            assertThat(ample.sequencesAtOnce(7, true, 16)).isEqualTo(16);
            long one = oneSequence(open);
            RequestHandlers tight = new RequestHandlers(open.model(), new MemoryBudget(device -> one));
            AttributeResult result = tight.answer(new AttributeRequest(List.of(LONG, SHORT), ALL_MAPS),
                    new RecordingContext());
            assertSame(result.pairs().getLast(), ask(open, ALL_MAPS, SHORT).pairs().getFirst());
        }
    }

    private static long oneSequence(OpenFixture open) {
        long[] needed = new long[1];
        WorkingMemory none = new WorkingMemory(open.model(), new MemoryBudget(device -> 0));
        assertThatThrownBy(() -> none.sequencesAtOnce(7, true, 1)).isInstanceOfSatisfying(MemoryException.class,
                refusal -> needed[0] = refusal.neededBytes());
        return needed[0];
    }

    @Test
    void tokensAreScoredInOneRunAndAblationNeedsNoPartner() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            AttributeResult tokens = ask(open, AttributionSettings.DEFAULT.with(AttributionMethod.CP_LRP), LONG);
            NodeScores relevance = tokens.nodes().getFirst();
            assertThat(relevance.kind()).isEqualTo(NodeKind.TOKEN);
            assertThat(relevance.sum(0, 0)).isCloseTo(tokens.metricClean(), within(1e-4));

            AttributionSettings noising = ALL_MAPS.with(PatchDirection.NOISING);
            AttributeResult zero = ask(open, noising.with(AttributionMethod.ZERO_ABLATION), LONG);
            AttributeResult mean = ask(open, noising.with(AttributionMethod.MEAN_ABLATION), LONG, SHORT);
            assertThat(zero.nodes()).hasSameSizeAs(mean.nodes());
            assertThat(zero.nodes().getFirst().value(1, 0, 6)).isNotZero()
                    .isNotCloseTo(mean.pairs().getFirst().nodes().getFirst().value(1, 0, 6), within(1e-6f));
        }
    }
}
