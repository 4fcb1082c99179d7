package org.sextant.runtime.verify;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.tensor.NativeMemory;

/// Holds the sites of a forward pass against each other, block by block, in plain Java (SITES.md, identities). Keeps the
/// values of one block at a time.
final class IdentityProbe implements Hooks {
    static final String STREAM = "what a block adds makes its output";
    static final String CHAIN = "a block's output is the next block's input";
    static final String HEADS = "heads and bias make the attention output";
    static final String VALUES = "the pattern mixes the values";
    static final String ROUTING = "router logits give the experts and their weights";

    private final ModelSpec spec;
    private final Map<SiteKind, double[]> block = new EnumMap<>(SiteKind.class);
    private final Map<String, Double> worst = new LinkedHashMap<>();
    private double[] lastOutput = {};

    IdentityProbe(ModelSpec spec) {
        this.spec = spec;
    }

    /// The largest deviation of each identity over all blocks.
    Map<String, Double> worst() {
        return worst;
    }

    @Override
    public boolean wants(SiteKind kind, int layer) {
        return kind.perBlock();
    }

    @Override
    public NDArray at(SiteKind kind, int layer, NDArray value) {
        if (kind.perBlock()) {
            block.put(kind, NativeMemory.doubles(value));
        }
        if (kind == SiteKind.RESID_POST) {
            compare(layer);
            lastOutput = values(SiteKind.RESID_POST);
            block.clear();
        }
        return value;
    }

    private double[] values(SiteKind kind) {
        return block.getOrDefault(kind, new double[0]);
    }

    private void compare(int layer) {
        double[] middle = sum(values(SiteKind.RESID_PRE), values(SiteKind.ATTN_OUT));
        if (spec.form() != BlockForm.PARALLEL) {
            note(STREAM, middle, values(SiteKind.RESID_MID));
        }
        note(STREAM, sum(middle, values(SiteKind.MLP_OUT)), values(SiteKind.RESID_POST));
        if (layer > 0) {
            note(CHAIN, values(SiteKind.RESID_PRE), lastOutput);
        }
        note(HEADS, withBias(headSums(), values(SiteKind.ATTN_PROJECTED)), values(SiteKind.ATTN_PROJECTED));
        note(VALUES, mixedValues(), values(SiteKind.Z));
        if (spec.blocks().get(layer).mixture()) {
            RoutingRule rule = new RoutingRule(spec.experts().orElseThrow());
            worst.merge(ROUTING, rule.deviation(values(SiteKind.ROUTER_LOGITS), values(SiteKind.EXPERT_INDICES),
                    values(SiteKind.EXPERT_WEIGHTS)), Deviation::worse);
        }
    }

    private void note(String identity, double[] actual, double[] expected) {
        worst.merge(identity, Deviation.relative(actual, expected), Deviation::worse);
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length && i < b.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /// `Σ_h hook_result`, `[T, d_model]`.
    private double[] headSums() {
        double[] results = values(SiteKind.RESULT);
        int heads = spec.heads();
        int width = spec.dModel();
        double[] sums = new double[results.length / heads];
        for (int i = 0; i < results.length; i++) {
            sums[i / (heads * width) * width + i % width] += results[i];
        }
        return sums;
    }

    /// Adds what the first position lacks, which must be the bias and so the same at every position.
    private double[] withBias(double[] sums, double[] projected) {
        double[] whole = sums.clone();
        for (int i = 0; i < whole.length && i < projected.length; i++) {
            int first = i % spec.dModel();
            whole[i] += projected[first] - sums[first];
        }
        return whole;
    }

    /// `pattern · v`, `[T, H, width of a value]`.
    private double[] mixedValues() {
        double[] pattern = values(SiteKind.PATTERN);
        double[] values = values(SiteKind.V);
        int heads = spec.heads();
        int kvHeads = spec.kvHeads();
        int width = spec.attention().valueDim();
        int length = values.length / (kvHeads * width);
        double limit = spec.attention().clip().orElse(Double.POSITIVE_INFINITY);
        double[] mixed = new double[length * heads * width];
        for (int head = 0; head < heads; head++) {
            int kvHead = head / (heads / kvHeads);
            for (int query = 0; query < length; query++) {
                for (int key = 0; key < length; key++) {
                    double share = pattern[(head * length + query) * length + key];
                    for (int i = 0; i < width; i++) {
                        mixed[(query * heads + head) * width + i] += share
                                * Math.clamp(values[(key * kvHeads + kvHead) * width + i], -limit, limit);
                    }
                }
            }
        }
        return mixed;
    }
}
