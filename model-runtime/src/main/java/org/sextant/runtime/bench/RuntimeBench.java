package org.sextant.runtime.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.KeyValueCache;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;

/// Measures a forward pass, captures, decoding and memory against their bounds. What is compared runs in turns, so that
/// a noisy machine disturbs both alike.
public final class RuntimeBench {
    /// Tokens of the forward pass.
    public static final int PROMPT = 128;
    /// Tokens decoded after it.
    public static final int DECODED = 32;

    private final int rounds;

    /// @param rounds how often each figure is measured; the median counts
    public RuntimeBench(int rounds) {
        this.rounds = rounds;
    }

    /// A model of random weights, made in memory on the CPU.
    ///
    /// @throws IllegalArgumentException if its context is too short for the measured prompt
    public BenchReport random(ModelShape shape) {
        if (shape.spec().contextLength() < PROMPT + DECODED) {
            throw new IllegalArgumentException("a context of " + shape.spec().contextLength() + " tokens is too short");
        }
        warmEngine();
        ResidentMemory.resetPeak();
        OptionalLong before = ResidentMemory.now();
        NDManager manager = Backend.newManager(Device.cpu());
        RandomWeights weights = new RandomWeights(shape.spec(), manager, shape.weights());
        try (Transformer model = new Transformer(shape.spec(), weights, manager, () -> {})) {
            decode(model);
            forward(model, Hooks.NONE);
            OptionalDouble peak = peakAbove(before, weights.bytes());
            return measure(shape, model, weights, peak);
        }
    }

    private BenchReport measure(ModelShape shape, Transformer model, RandomWeights weights, OptionalDouble peak) {
        double[] forward = new double[rounds];
        double[] products = new double[rounds];
        double[] captured = new double[rounds];
        double[] decoded = new double[rounds];
        double[] streamed = new double[rounds];
        try (NDManager scope = model.newScope()) {
            BareProducts bare = new BareProducts(model.spec(), weights.matrices(), scope, PROMPT);
            for (int round = -1; round < rounds; round++) {
                int at = Math.max(0, round);
                forward[at] = millis(() -> forward(model, Hooks.NONE));
                products[at] = millis(bare::run);
                captured[at] = millis(() -> capture(model));
                decoded[at] = decode(model);
                streamed[at] = millis(() -> weights.arrays().forEach(array -> array.sum().close()));
            }
        }
        double forwardMillis = median(forward);
        double bytesPerSecond = weights.bytes() / (median(streamed) / 1e3);
        double decodeBytesPerSecond = weights.bytesForOneToken() / (median(decoded) / 1e3);
        return new BenchReport(shape.label(), Backend.threads(), PROMPT, weights.bytes(), forwardMillis,
                median(products), forwardMillis / median(products), median(captured) / forwardMillis, median(decoded),
                decodeBytesPerSecond / bytesPerSecond, bytesPerSecond / 1e9, peak);
    }

    private static void warmEngine() {
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            NDArray small = manager.ones(new Shape(64, 64));
            small.matMul(small);
        }
    }

    private static void forward(Transformer model, Hooks hooks) {
        try (NDManager scope = model.newScope()) {
            model.forward(ForwardRequest.ofIds(scope, prompt(model)), hooks);
        }
    }

    /// As a request does it: each value is copied out while its block runs, and all copies are held to the end.
    private static void capture(Transformer model) {
        List<float[]> copies = new ArrayList<>();
        HookTable hooks = new HookTable();
        model.sites().sites().stream().filter(site -> site.kind() == SiteKind.RESID_POST)
                .forEach(site -> hooks.observe(site, value -> copies.add(NativeMemory.floats(value))));
        forward(model, hooks);
        hooks.requireAllFired();
    }

    /// Milliseconds a token through the cache, after the prompt.
    private static double decode(Transformer model) {
        try (KeyValueCache cache = model.newCache(1, PROMPT + DECODED)) {
            step(model, cache, prompt(model));
            return millis(() -> {
                for (int token = 0; token < DECODED; token++) {
                    step(model, cache, new int[]{token});
                }
            }) / DECODED;
        }
    }

    private static void step(Transformer model, KeyValueCache cache, int[] ids) {
        try (NDManager scope = model.newScope()) {
            NativeMemory.floats(model
                    .forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST).cache(cache), Hooks.NONE).logits());
        }
    }

    private static int[] prompt(Transformer model) {
        int[] ids = new int[PROMPT];
        Arrays.setAll(ids, i -> (i * 7919 + 11) % model.spec().vocabSize());
        return ids;
    }

    private static OptionalDouble peakAbove(OptionalLong before, long weightBytes) {
        OptionalLong peak = ResidentMemory.peak();
        return before.isPresent() && peak.isPresent()
                ? OptionalDouble.of((peak.getAsLong() - before.getAsLong()) / (double) weightBytes)
                : OptionalDouble.empty();
    }

    private static double millis(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
