package org.sextant.runtime.verify;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.KeyValueCache;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.NativeMemory;

/// Runs one model over one sequence in the ways that must agree, and measures how well they do.
public final class ModelProbe {
    /// What a sequence must have at least, so that a cache holds something and positions differ.
    public static final int LEAST_TOKENS = 4;
    private static final int PADDING = 3;

    private final Transformer model;
    private final long[] ids;
    private final BlockListener listener;

    /// @param ids [#LEAST_TOKENS] or more
    /// @param listener called between blocks of every forward pass; may throw to stop
    public ModelProbe(Transformer model, int[] ids, BlockListener listener) {
        this.model = model;
        this.ids = Arrays.stream(ids).asLongStream().toArray();
        this.listener = listener;
    }

    /// What was found.
    ///
    /// @param logits of every position, `[T · V]`
    /// @param deviations the largest deviation of each thing that must agree, relative to the values' scale
    @SuppressWarnings("ArrayRecordComponent") // made for one run and never compared
    public record Finding(double[] logits, Map<String, Double> deviations) {}

    /// Identities between sites; logits with and without a cache; logits in a padded batch and alone.
    public Finding whole() {
        IdentityProbe probe = new IdentityProbe(model.spec());
        double[] logits;
        try (NDManager scope = model.newScope()) {
            logits = NativeMemory.doubles(model.forward(request(scope, new long[][]{ids}), probe).logits());
        }
        Map<String, Double> deviations = new LinkedHashMap<>(probe.worst());
        deviations.put("a cache changes no logits", cached(logits));
        deviations.put("a padded batch changes no logits", batched(logits));
        return new Finding(logits, deviations);
    }

    /// The input of a block, `[T · d_model]`.
    public double[] residual(int block) {
        double[][] seen = new double[1][];
        HookTable hooks = new HookTable().observe(new Site(SiteKind.RESID_PRE, block),
                value -> seen[0] = NativeMemory.doubles(value));
        try (NDManager scope = model.newScope()) {
            model.forward(request(scope, new long[][]{ids}).untilBlock(block + 1).unembed(Unembed.NONE), hooks);
        }
        return seen[0];
    }

    /// Identities and logits of a model that goes on from a residual stream.
    ///
    /// @param residual `[T · d_model]`, the input of its first block
    public Finding from(double[] residual) {
        IdentityProbe probe = new IdentityProbe(model.spec());
        try (NDManager scope = model.newScope()) {
            NDArray start = scope.create(residual, new Shape(1, ids.length, model.spec().dModel()))
                    .toType(model.type(), false);
            NDArray logits = model
                    .forward(ForwardRequest.ofResidual(scope, start, 0).progress(listener), probe).logits();
            return new Finding(NativeMemory.doubles(logits), probe.worst());
        }
    }

    /// Each token but the first few from a cache of those before.
    private double cached(double[] uncached) {
        double[] cached = new double[uncached.length];
        int vocabulary = model.spec().vocabSize();
        try (KeyValueCache cache = model.newCache(1, ids.length)) {
            for (int to = ids.length / 2; to <= ids.length; to++) {
                if (cache.outdatedAt(to)) {
                    cache.clear();
                }
                int from = cache.length();
                try (NDManager scope = model.newScope()) {
                    NDArray logits = model.forward(
                            request(scope, new long[][]{Arrays.copyOfRange(ids, from, to)}).cache(cache), Hooks.NONE)
                            .logits();
                    double[] part = NativeMemory.doubles(logits);
                    System.arraycopy(part, 0, cached, from * vocabulary, part.length);
                }
            }
        }
        return Deviation.relative(cached, uncached);
    }

    /// The sequence padded left, and padded right.
    private double batched(double[] single) {
        int length = ids.length + PADDING;
        long[][] rows = new long[2][length];
        boolean[][] real = new boolean[2][length];
        System.arraycopy(ids, 0, rows[0], PADDING, ids.length);
        System.arraycopy(ids, 0, rows[1], 0, ids.length);
        Arrays.fill(real[0], PADDING, length, true);
        Arrays.fill(real[1], 0, ids.length, true);
        int vocabulary = model.spec().vocabSize();
        try (NDManager scope = model.newScope()) {
            double[] both = NativeMemory
                    .doubles(model.forward(request(scope, rows).withMask(real), Hooks.NONE).logits());
            double[] left = Arrays.copyOfRange(both, PADDING * vocabulary, length * vocabulary);
            double[] right = Arrays.copyOfRange(both, length * vocabulary, length * vocabulary + single.length);
            return Deviation.worse(Deviation.relative(left, single), Deviation.relative(right, single));
        }
    }

    private ForwardRequest request(NDManager scope, long[][] rows) {
        return ForwardRequest.ofIds(scope, rows).progress(listener);
    }
}
