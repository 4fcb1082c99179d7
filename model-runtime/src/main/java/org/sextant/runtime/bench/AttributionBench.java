package org.sextant.runtime.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.attribution.CellPatching;
import org.sextant.runtime.attribution.ContrastIds;
import org.sextant.runtime.attribution.GradientAttribution;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.Observable;
import org.sextant.runtime.attribution.PassChanges;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.PatchSource;
import org.sextant.runtime.attribution.PositionMap;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.RelevanceRules;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.GradientTape;
import org.sextant.runtime.tensor.NativeMemory;

/// Measures what attribution costs beside forward passes over the same prompt.
final class AttributionBench {
    /// Tokens of the prompt.
    static final int PROMPT = 32;
    private static final Set<NodeKind> KINDS = EnumSet.of(NodeKind.RESID_PRE, NodeKind.ATTN_OUT, NodeKind.MLP_OUT,
            NodeKind.HEAD);
    private static final List<NodeKind> PATCHED = List.of(NodeKind.RESID_PRE, NodeKind.ATTN_OUT, NodeKind.MLP_OUT);
    private static final int PATCHED_POSITIONS = 3;
    private static final int ROWS = 32;

    private final Transformer model;
    private final int[] ids;
    private final ContrastIds pair;
    private final GradientAttribution relp;

    /// @param prompt ids of so many tokens
    AttributionBench(Transformer model, IntFunction<int[]> prompt) {
        this.model = model;
        this.ids = prompt.apply(PROMPT);
        List<Integer> clean = Arrays.stream(ids).boxed().toList();
        List<Integer> corrupt = new ArrayList<>(clean);
        corrupt.set(PROMPT / 2, clean.get(PROMPT / 4));
        this.pair = new ContrastIds(clean, corrupt, PositionMap.exact(PROMPT, PROMPT),
                Observable.difference(List.of(3), List.of(14)));
        this.relp = new GradientAttribution(model, RelevanceRules.RELP, KINDS, Optional.empty(), PassChanges.NONE, 0);
    }

    /// Medians.
    ///
    /// @param relpToForward RelP of all residual, attention, MLP and head nodes ÷ one forward pass
    /// @param relpMemoryToGradientForward what it holds at most above the model ÷ what a forward pass with one gradient
    ///        does; empty where the system does not tell
    /// @param patchingPerCellToForward patching a node ÷ one forward pass
    record Figures(double relpToForward, OptionalDouble relpMemoryToGradientForward,
            double patchingPerCellToForward) {}

    Figures measure(int rounds) {
        double[] forward = new double[rounds];
        double[] attributed = new double[rounds];
        double[] patched = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            int at = Math.max(0, round);
            forward[at] = Millis.of(this::forward);
            attributed[at] = Millis.of(this::attribute);
            forward[at] = Math.min(forward[at], Millis.of(this::forward));
            patched[at] = Millis.of(this::patch) / cells().size();
        }
        double one = Millis.median(forward);
        return new Figures(Millis.median(attributed) / one, memory(), Millis.median(patched) / one);
    }

    private OptionalDouble memory() {
        OptionalLong gradient = peak(this::forwardWithGradient);
        OptionalLong own = peak(this::attribute);
        return gradient.isPresent() && own.isPresent() && gradient.getAsLong() > 0
                ? OptionalDouble.of((double) own.getAsLong() / gradient.getAsLong())
                : OptionalDouble.empty();
    }

    /// Bytes that work holds at most, above what is resident without it.
    private static OptionalLong peak(Runnable work) {
        NativeMemory.giveBackFreed(Device.cpu());
        ResidentMemory.resetPeak();
        OptionalLong before = ResidentMemory.now();
        work.run();
        OptionalLong peak = ResidentMemory.peak();
        return before.isPresent() && peak.isPresent()
                ? OptionalLong.of(peak.getAsLong() - before.getAsLong())
                : OptionalLong.empty();
    }

    private void forward() {
        try (NDManager scope = model.newScope()) {
            NativeMemory.floats(model.forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST), Hooks.NONE)
                    .logits());
        }
    }

    private void forwardWithGradient() {
        try (NDManager scope = model.newScope(); GradientTape tape = GradientTape.start()) {
            NDArray leaf = tape.leaf(scope, new Shape(1, PROMPT, model.spec().dModel()), model.type());
            HookTable hooks = new HookTable()
                    .change(new Intervention(new Site(SiteKind.RESID_PRE, 0), value -> value.add(leaf)));
            NDArray logits = model.forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST), hooks).logits();
            tape.backward(logits.sum());
            NativeMemory.floats(tape.gradient(leaf));
        }
    }

    private void attribute() {
        relp.of(List.of(pair), PatchDirection.DENOISING, (_, _) -> {});
    }

    private void patch() {
        try (CellPatching patching = new CellPatching(model, Set.copyOf(PATCHED), Optional.empty(), PassChanges.NONE,
                pair, PatchDirection.DENOISING, new PatchSource.OtherRun(), ROWS, (_, _) -> {})) {
            patching.run(cells(), _ -> {}, (_, _) -> {});
        }
    }

    /// In every layer at some positions.
    private List<PatchCell> cells() {
        List<PatchCell> cells = new ArrayList<>();
        for (NodeKind kind : PATCHED) {
            for (int layer = 0; layer < model.spec().layers(); layer++) {
                for (int position = 1; position <= PATCHED_POSITIONS; position++) {
                    cells.add(PatchCell.of(kind, layer, PROMPT * position / PATCHED_POSITIONS - 1));
                }
            }
        }
        return cells;
    }
}
