package org.sextant.runtime.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.lens.TokenDistribution;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.KeyValueCache;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.ModelShape;
import org.sextant.runtime.steering.PlanHooks;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeredPass;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.tensor.NativeMemory;

/// Measures what a move of a slider costs beside the blocks that it changes, and what edits cost while text is written.
final class SteeringBench {
    /// Tokens of the prompt.
    static final int PROMPT = 64;
    private static final int DECODED = 64;
    private static final int EDITS = 5;
    private static final int SHOWN = 10;
    private static final PlanHooks.Saes NONE = (folder, _) -> {
        throw new IllegalStateException("no SAE at " + folder);
    };

    private final Transformer model;
    private final IntFunction<int[]> prompt;
    private final SteeredPass passes;

    /// @param prompt ids of so many tokens
    SteeringBench(Transformer model, IntFunction<int[]> prompt) {
        this.model = model;
        this.prompt = prompt;
        this.passes = new SteeredPass(model, NONE);
    }

    /// Medians.
    ///
    /// @param sliderMillis from a new plan to the candidates for the next token, a vector added at the middle block
    /// @param remainingMillis the blocks from there on and the unembedding of the last position, and nothing else
    /// @param decodeRatio tokens a second with five edits ÷ without
    record Figures(double sliderMillis, double remainingMillis, double decodeRatio) {}

    Figures measure(int rounds) {
        double[] slider = new double[rounds];
        double[] remaining = new double[rounds];
        double[] plain = new double[rounds];
        double[] edited = new double[rounds];
        int middle = model.spec().layers() / 2;
        int[] ids = prompt.apply(PROMPT);
        try (NDManager scope = model.newScope()) {
            NDArray residual = behind(middle, ids, scope);
            for (int round = -1; round < rounds; round++) {
                int at = Math.max(0, round);
                SteeringPlan plan = plan(1, middle, 1 + round);
                slider[at] = Millis.of(() -> {
                    float[] logits = passes.logits(ids, plan, (_, _) -> {}).steered();
                    TokenDistribution.of(logits, 0, logits.length, SHOWN);
                });
                remaining[at] = Millis.of(() -> rest(residual, middle));
                plain[at] = decode(SteeringPlan.NONE);
                edited[at] = decode(plan(EDITS, 0, 1));
            }
        }
        return new Figures(Millis.median(slider), Millis.median(remaining),
                Millis.median(plain) / Millis.median(edited));
    }

    private NDArray behind(int block, int[] ids, NDManager scope) {
        NDArray residual = model.forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.NONE).untilBlock(block),
                Hooks.NONE).residual();
        residual.attach(scope);
        return residual;
    }

    private void rest(NDArray residual, int block) {
        try (NDManager scope = model.newScope()) {
            NativeMemory.floats(model.forward(
                    ForwardRequest.ofResidual(scope, residual, block).unembed(Unembed.LAST), Hooks.NONE).logits());
        }
    }

    /// Vectors added at all positions, at so many blocks from one on, the last block again where there are too few.
    private SteeringPlan plan(int edits, int first, double coefficient) {
        float[] vector = new float[model.spec().dModel()];
        Arrays.fill(vector, 0.1f);
        List<Edit> all = new ArrayList<>();
        for (int i = 0; i < edits; i++) {
            int block = Math.min(first + i, model.spec().layers() - 1);
            all.add(Edit.add(new Site(SiteKind.RESID_PRE, block).name(), vector, coefficient));
        }
        return new SteeringPlan(all);
    }

    /// Milliseconds of all tokens, the prompt not counted.
    private double decode(SteeringPlan plan) {
        try (KeyValueCache cache = model.newCache(1, PROMPT + DECODED)) {
            step(cache, prompt.apply(PROMPT), plan);
            return Millis.of(() -> {
                for (int token = 0; token < DECODED; token++) {
                    step(cache, new int[]{token}, plan);
                }
            });
        }
    }

    private void step(KeyValueCache cache, int[] ids, SteeringPlan plan) {
        try (NDManager scope = model.newScope()) {
            HookTable hooks = new HookTable();
            new PlanHooks(scope, model.type(), ModelShape.of(model), NONE).add(plan,
                    new Positions.Window(cache.length(), cache.length() + ids.length, PROMPT), hooks);
            NativeMemory.floats(model.forward(
                    ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST).cache(cache), hooks).logits());
        }
    }
}
