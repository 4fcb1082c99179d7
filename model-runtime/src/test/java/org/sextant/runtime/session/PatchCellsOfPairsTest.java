package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sextant.runtime.session.AttributedPrompts.LONG;
import static org.sextant.runtime.session.AttributedPrompts.SHORT;
import static org.sextant.runtime.session.AttributedPrompts.ask;

/// Chosen nodes patched in several pairs, against the mean of the whole maps.
class PatchCellsOfPairsTest {
    private static final ContrastPair OTHER = ContrastPair.ofIds(List.of(9, 8, 7, 6, 5), List.of(9, 8, 3, 6, 5), 2, 17);
    private static final AttributionSettings PATCHING = AttributionSettings.DEFAULT.with(AttributionMethod.PATCHING)
            .withNodes(EnumSet.of(NodeKind.RESID_PRE, NodeKind.ATTN_OUT, NodeKind.HEAD));

    /// LONG has 7 positions, the others 4 and 5: position 2 of the mean is LONG's alone, 6 is the last of all.
    private static List<PatchCell> cells() {
        List<PatchCell> cells = new ArrayList<>();
        for (int position = 6; position >= 0; position--) {
            cells.add(PatchCell.of(NodeKind.ATTN_OUT, 1, position));
            cells.add(PatchCell.of(NodeKind.RESID_PRE, 0, position));
            cells.add(new PatchCell(NodeKind.HEAD, 0, 1, position));
        }
        return cells;
    }

    private static PatchCellsRequest request(AttributionSettings settings, List<PatchCell> cells) {
        return new PatchCellsRequest(List.of(LONG, SHORT, OTHER), cells, settings, SteeringPlan.NONE);
    }

    private static NodeScores map(AttributeResult whole, NodeKind kind) {
        return whole.nodes().stream().filter(scores -> scores.kind() == kind).findFirst().orElseThrow();
    }

    @Test
    void eachIsTheMeanThatPatchingEverythingGives() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            for (AttributionMethod method : List.of(AttributionMethod.PATCHING, AttributionMethod.MEAN_ABLATION)) {
                for (PatchDirection direction : PatchDirection.values()) {
                    AttributionSettings settings = PATCHING.with(method).with(direction);
                    PatchCellsResult result = open.answer(request(settings, cells()));
                    AttributeResult whole = ask(open, settings, LONG, SHORT, OTHER);

                    assertThat(result.nodes()).extracting(ScoredNode::cell).containsExactlyElementsOf(cells());
                    for (ScoredNode node : result.nodes()) {
                        PatchCell cell = node.cell();
                        assertThat(node.score()).as("%s", cell).isCloseTo(map(whole, cell.kind()).value(cell.layer(),
                                Math.max(0, cell.index()), cell.position()), within(1e-5));
                    }
                    assertThat(result.metricClean()).isCloseTo(whole.metricClean(), within(1e-6));
                    assertThat(result.metricCorrupt()).isCloseTo(whole.metricCorrupt(), within(1e-6));
                }
            }
        }
    }

    @Test
    void aWholeHeadIsTheMeanOfThePairsEachByItself() {
        PatchCell head = new PatchCell(NodeKind.HEAD, 1, 2, PatchCell.EVERYWHERE);
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            double alone = 0;
            for (ContrastPair pair : List.of(LONG, SHORT, OTHER)) {
                alone += open.answer(new PatchCellsRequest(List.of(pair), List.of(head), PATCHING, SteeringPlan.NONE))
                        .nodes().getFirst().score() / 3;
            }
            assertThat(open.answer(request(PATCHING, List.of(head))).nodes().getFirst().score())
                    .isCloseTo(alone, within(1e-6)).isNotZero();
        }
    }

    @Test
    void theFirstAreToldBeforeTheLastAreBegunAndProgressCountsEveryPair() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            RecordingContext context = new RecordingContext();
            PatchCellsResult result = open.answer(request(PATCHING, cells()), context);
            List<Update.Patched> told = context.updates(Update.Patched.class);
            List<Update.Progress> progress = context.updates(Update.Progress.class);

            assertThat(told).extracting(Update.Patched::done).containsExactly(8, 21);
            assertThat(told.stream().flatMap(update -> update.nodes().stream()).toList()).isEqualTo(result.nodes());
            assertThat(progress).extracting(Update.Progress::done).containsExactly(8L, 16L, 24L, 37L, 50L, 63L);
            assertThat(progress).allMatch(step -> step.total() == 63);
            assertThat(result.provenance().settings()).contains("pairs=3");
        }
    }

    @Test
    void whatDoesNotFitIntoMemoryTogetherIsRunAnewAndGivesTheSame() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            long[] one = new long[1];
            WorkingMemory none = new WorkingMemory(open.model(), new MemoryBudget(device -> 0));
            assertThatThrownBy(() -> none.sequencesAtOnce(7, false, 1)).isInstanceOfSatisfying(MemoryException.class,
                    refusal -> one[0] = refusal.neededBytes());
            RequestHandlers tight = new RequestHandlers(open.model(), new MemoryBudget(device -> 2 * one[0]));
            PatchCellsResult anew = tight.answer(request(PATCHING, cells()), new RecordingContext());
            PatchCellsResult kept = open.answer(request(PATCHING, cells()));

            assertThat(anew.forwardEquivalents()).isGreaterThan(kept.forwardEquivalents());
            for (int i = 0; i < kept.nodes().size(); i++) {
                assertThat(anew.nodes().get(i).score()).isCloseTo(kept.nodes().get(i).score(), within(1e-5));
            }
        }
    }

    @Test
    void itStopsBetweenBlocksAndRefusesWhatNoPairHas() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            assertThatThrownBy(() -> open.answer(request(PATCHING, cells()), new RecordingContext(7)))
                    .isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> open.answer(request(PATCHING,
                    List.of(PatchCell.of(NodeKind.RESID_PRE, 0, 7))))).isInstanceOf(RequestException.class)
                    .hasMessageContaining("no position 7 among 7");
            assertThatThrownBy(() -> open.answer(
                    new PatchCellsRequest(List.of(), cells(), PATCHING, SteeringPlan.NONE)))
                    .isInstanceOf(RequestException.class).hasMessageContaining("no pair");
        }
    }

    /// Neurons of prompts of two lengths: the last position of each is the last of the mean.
    @Test
    void listedNodesCountPositionsFromTheEndToo() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            AttributionSettings neurons = AttributionSettings.DEFAULT.withNodes(Set.of(NodeKind.NEURON))
                    .withTop(10_000);
            AttributeResult both = ask(open, neurons.besidePatching(), LONG, SHORT);
            PatchCell last = new PatchCell(NodeKind.NEURON, 1, 3, 6);
            double mean = (score(both.pairs().getFirst(), last) + score(both.pairs().getLast(), last.movedBy(-3))) / 2;

            assertThat(both.strongest().stream().filter(node -> node.cell().equals(last)).findFirst().orElseThrow()
                    .score()).isCloseTo(mean, within(1e-7));
            assertThat(both.tokens()).hasSize(7);
        }
    }

    private static double score(AttributedPair pair, PatchCell cell) {
        return pair.strongest().stream().filter(node -> node.cell().equals(cell)).findFirst().orElseThrow().score();
    }
}
