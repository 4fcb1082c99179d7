package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.Backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Cells that share a batch and the start of the run, against one whole pass for each, within 1e-4 of the logits' size.
class CellPatchingTest {
    private static final ContrastIds PAIR = new ContrastIds(List.of(1, 5, 9, 2, 7, 3), List.of(1, 5, 12, 2, 10, 3),
            PositionMap.exact(6, 6), Observable.difference(List.of(3), List.of(14)));

    @BeforeAll
    static void oneThread() {
        Backend.shareThreads(0);
    }

    private static Set<NodeKind> kinds(Transformer model) {
        Set<NodeKind> kinds = new TreeSet<>(Set.of(NodeKind.RESID_PRE, NodeKind.RESID_POST,
                NodeKind.ATTN_OUT, NodeKind.MLP_OUT, NodeKind.HEAD));
        if (model.spec().experts().isEmpty()) {
            kinds.add(NodeKind.NEURON);
        }
        return kinds;
    }

    private static List<PatchCell> some(Transformer model, Set<NodeKind> kinds) {
        List<PatchCell> cells = new ArrayList<>();
        for (NodeKind kind : kinds) {
            boolean indexed = kind == NodeKind.HEAD || kind == NodeKind.NEURON;
            for (int layer = model.spec().layers() - 1; layer >= 0; layer--) {
                cells.add(new PatchCell(kind, layer, indexed ? 1 : -1, 2));
                cells.add(new PatchCell(kind, layer, indexed ? 0 : -1, 4));
                cells.add(new PatchCell(kind, layer, indexed ? 0 : -1, PatchCell.EVERYWHERE));
            }
        }
        return cells;
    }

    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void everyCellHasTheEffectOfAPassOfItsOwn(String fixture) {
        try (OpenTransformer open = OpenTransformer.fixture(fixture)) {
            Transformer model = open.model();
            Set<NodeKind> kinds = kinds(model);
            List<PatchCell> cells = some(model, kinds);
            List<ScoredNode> done = new ArrayList<>();
            try (CellPatching patching = new CellPatching(model, kinds, Optional.empty(), PassChanges.NONE, PAIR,
                    PatchDirection.NOISING, new PatchSource.OtherRun(), 5, (_, _) -> {})) {
                patching.run(cells, done::addAll, (_, _) -> {});
                assertThat(patching.forwards()).isBetween(2.0, 2.0 + cells.size());
            }
            assertThat(done).extracting(ScoredNode::cell).containsExactlyElementsOf(cells);
            for (ScoredNode node : done) {
                assertThat(node.score()).as("%s", node.cell()).isCloseTo(
                        PatchedMaps.naive(model, PAIR, PatchDirection.NOISING, node.cell()), within(1e-4));
            }
            assertThat(done).anyMatch(node -> Math.abs(node.score()) > 1e-3);
        }
    }

    @Test
    void whatIsDoneIsToldInTheOrderThatWasAskedFor() {
        try (OpenTransformer open = OpenTransformer.fixture("v4/llama");
                CellPatching patching = new CellPatching(open.model(), Set.of(NodeKind.RESID_PRE), Optional.empty(),
                        PassChanges.NONE, PAIR, PatchDirection.DENOISING, new PatchSource.OtherRun(), 2,
                        (_, _) -> {})) {
            List<PatchCell> cells = List.of(PatchCell.of(NodeKind.RESID_PRE, 1, 4),
                    PatchCell.of(NodeKind.RESID_PRE, 0, 4), PatchCell.of(NodeKind.RESID_PRE, 1, 2));
            List<List<ScoredNode>> told = new ArrayList<>();

            patching.run(cells, told::add, (_, _) -> {});

            assertThat(told).hasSize(2);
            assertThat(told.stream().flatMap(List::stream)).extracting(ScoredNode::cell)
                    .containsExactlyElementsOf(cells);
            assertThatThrownBy(() -> patching.run(cells, told::add, (_, _) -> {
                throw new CancellationException();
            })).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void ablationSetsANodeToZeroOrToItsMean() {
        try (OpenTransformer open = OpenTransformer.fixture("v4/gpt2")) {
            Transformer model = open.model();
            Site site = new Site(
                    SiteKind.ATTN_OUT, 1);
            float[] mean = new float[model.spec().dModel()];
            PatchCell cell = PatchCell.of(NodeKind.ATTN_OUT, 1, 5);
            PatchSource.Mean zeros = new PatchSource.Mean(Map.of(site, mean,
                    new Site(site.kind(), 0), mean));
            double zero = ablated(model, cell, new PatchSource.Zero());
            assertThat(ablated(model, cell, zeros)).isCloseTo(zero, within(1e-6));
            assertThat(Math.abs(zero)).isGreaterThan(1e-4);
            assertThat(zero).isNotCloseTo(PatchedMaps.naive(model, PAIR, PatchDirection.NOISING, cell), within(1e-6));
        }
    }

    private static double ablated(Transformer model, PatchCell cell, PatchSource source) {
        List<ScoredNode> done = new ArrayList<>();
        try (CellPatching patching = new CellPatching(model, Set.of(cell.kind()), Optional.empty(), PassChanges.NONE,
                PAIR, PatchDirection.NOISING, source, 2, (_, _) -> {})) {
            patching.run(List.of(cell), done::addAll, (_, _) -> {});
        }
        return done.getFirst().score();
    }
}
