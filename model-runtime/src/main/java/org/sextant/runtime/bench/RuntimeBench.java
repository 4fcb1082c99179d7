package org.sextant.runtime.bench;

import java.nio.file.Path;
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

/// Measures forward pass, captures, prefill, decoding, opening and memory against their bounds. What is compared runs in
/// turns, so that a noisy machine disturbs both alike.
public final class RuntimeBench {
    /// Tokens of the forward pass.
    public static final int PROMPT = 128;
    /// Tokens that fill a cache at once.
    public static final int PREFILL = 512;
    /// Tokens decoded after the prompt.
    public static final int DECODED = 64;

    private final int rounds;

    /// @param rounds how often each figure is measured; the median counts
    public RuntimeBench(int rounds) {
        this.rounds = rounds;
    }

    /// A model of random weights, made in memory on the CPU; opening is measured on a random model of about its size that
    /// is written for the purpose and deleted.
    ///
    /// @throws IllegalArgumentException if its context is too short for the measured prompt
    public BenchReport random(ModelShape shape) {
        BenchReport computed = computed(shape);
        try (TemporaryModel written = TemporaryModel.ofBytes(computed.weightBytes())) {
            return computed.with(OpenBench.measure(written.folder(), rounds));
        }
    }

    /// Random weights of the shape of a model on disk; opening is measured on the model itself.
    ///
    /// @throws IllegalArgumentException if its context is too short for the measured prompt
    public BenchReport ofFolder(Path folder) {
        return computed(ModelShape.ofFolder(folder)).with(OpenBench.measure(folder, rounds));
    }

    private BenchReport computed(ModelShape shape) {
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
            OptionalDouble peak = ResidentMemory.peakAbove(before, weights.bytes());
            return measure(shape, model, weights, peak);
        }
    }

    private BenchReport measure(ModelShape shape, Transformer model, RandomWeights weights, OptionalDouble peak) {
        double[] forward = new double[rounds];
        double[] products = new double[rounds];
        double[] captured = new double[rounds];
        double[] prefilled = new double[rounds];
        double[] prefillProducts = new double[rounds];
        double[] decoded = new double[rounds];
        double[] streamed = new double[rounds];
        int prefill = Math.min(PREFILL, shape.spec().contextLength());
        try (NDManager scope = model.newScope()) {
            BareProducts bare = new BareProducts(model.spec(), weights, scope, PROMPT, PROMPT, load(model, PROMPT));
            BareProducts barePrefill = new BareProducts(model.spec(), weights, scope, prefill, 1,
                    load(model, prefill));
            for (int round = -1; round < rounds; round++) {
                int at = Math.max(0, round);
                forward[at] = Millis.of(() -> forward(model, Hooks.NONE));
                products[at] = Millis.of(bare::run);
                captured[at] = Millis.of(() -> capture(model));
                prefilled[at] = Millis.of(() -> prefill(model, prefill));
                prefillProducts[at] = Millis.of(barePrefill::run);
                decoded[at] = decode(model);
                streamed[at] = Millis.of(() -> weights.all().forEach(weight -> weight.array().sum().close()));
            }
        }
        double bytesPerSecond = weights.bytes() / (Millis.median(streamed) / 1e3);
        double decodeBytesPerSecond = weights.bytesForOneToken() / (Millis.median(decoded) / 1e3);
        return new BenchReport(shape.label(), Backend.threads(), PROMPT, weights.bytes(), Millis.median(forward),
                Millis.median(products), Millis.median(forward) / Millis.median(products),
                Millis.median(captured) / Millis.median(forward), prefill, Millis.median(prefilled),
                Millis.median(prefilled) / Millis.median(prefillProducts), Millis.median(decoded),
                decodeBytesPerSecond / bytesPerSecond, bytesPerSecond / 1e9, peak, 0, 0, 0, OptionalDouble.empty());
    }

    private static ExpertLoad load(Transformer model, int tokens) {
        ExpertLoad load = new ExpertLoad();
        try (NDManager scope = model.newScope()) {
            model.forward(ForwardRequest.ofIds(scope, prompt(model, tokens)).unembed(Unembed.NONE), load.hooks(model));
        }
        return load;
    }

    private static void warmEngine() {
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            NDArray small = manager.ones(new Shape(64, 64));
            small.matMul(small);
        }
    }

    private static void forward(Transformer model, Hooks hooks) {
        try (NDManager scope = model.newScope()) {
            model.forward(ForwardRequest.ofIds(scope, prompt(model, PROMPT)), hooks);
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

    private static void prefill(Transformer model, int tokens) {
        try (KeyValueCache cache = model.newCache(1, tokens)) {
            step(model, cache, prompt(model, tokens));
        }
    }

    /// Milliseconds a token through the cache, after the prompt.
    private static double decode(Transformer model) {
        try (KeyValueCache cache = model.newCache(1, PROMPT + DECODED)) {
            step(model, cache, prompt(model, PROMPT));
            return Millis.of(() -> {
                for (int token = 0; token < DECODED; token++) {
                    step(model, cache, new int[]{token});
                }
            }) / DECODED;
        }
    }

    /// One pass through the cache, up to the likeliest token.
    private static void step(Transformer model, KeyValueCache cache, int[] ids) {
        try (NDManager scope = model.newScope()) {
            model.forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST).cache(cache), Hooks.NONE).logits()
                    .argMax(-1).getLong(0, 0);
        }
    }

    private static int[] prompt(Transformer model, int tokens) {
        int[] ids = new int[tokens];
        Arrays.setAll(ids, i -> (i * 7919 + 11) % model.spec().vocabSize());
        return ids;
    }
}
