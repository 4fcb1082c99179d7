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
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.KeyValueCache;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.session.Dtype;
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
    private final Device device;
    private final DataType type;

    /// On the CPU in float32.
    ///
    /// @param rounds how often each figure is measured; the median counts
    public RuntimeBench(int rounds) {
        this(rounds, "cpu", false);
    }

    /// @param rounds how often each figure is measured; the median counts
    /// @param device `cpu` or `cuda:N`
    /// @param half whether to compute in float16 rather than float32
    /// @throws IllegalArgumentException if the device's name has another form
    public RuntimeBench(int rounds, String device, boolean half) {
        this.rounds = rounds;
        this.device = Backend.device(device);
        this.type = half ? DataType.FLOAT16 : DataType.FLOAT32;
    }

    /// A model of random weights, made in memory; opening is measured, on the CPU, on a random model of about its size
    /// that is written for the purpose and deleted.
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
        NDManager manager = Backend.newManager(device);
        RandomWeights weights = new RandomWeights(shape.spec(), manager, type, shape.weights());
        try (Transformer model = new Transformer(shape.spec(), weights, manager, () -> {})) {
            decode(model);
            forward(model, Hooks.NONE);
            OptionalDouble peak = device.isGpu()
                    ? OptionalDouble.empty()
                    : ResidentMemory.peakAbove(before, weights.bytes());
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
                forward[at] = millis(scope, () -> forward(model, Hooks.NONE));
                products[at] = millis(scope, bare::run);
                captured[at] = millis(scope, () -> capture(model));
                prefilled[at] = millis(scope, () -> prefill(model, prefill));
                prefillProducts[at] = millis(scope, barePrefill::run);
                decoded[at] = decode(model);
                streamed[at] = millis(scope,
                        () -> weights.all().forEach(weight -> weight.array().sum().close()));
            }
        }
        SteeringBench.Figures steering = new SteeringBench(model, tokens -> prompt(model, tokens)).measure(rounds);
        SaeBench.Figures sae = SaeBench.measure(device, rounds);
        AttributionBench.Figures attribution = type == DataType.FLOAT16
                ? new AttributionBench.Figures(Double.NaN, OptionalDouble.empty(), Double.NaN)
                : new AttributionBench(model, tokens -> prompt(model, tokens)).measure(rounds);
        CompareBench.Figures compare = new CompareBench(CompareBench.SHAPE, CompareBench.TOKENS).measure(deviceName(),
                type == DataType.FLOAT16 ? Dtype.FLOAT16 : Dtype.FLOAT32, rounds);
        double bytesPerSecond = weights.bytes() / (Millis.median(streamed) / 1e3);
        double decodeBytesPerSecond = weights.bytesForOneToken() / (Millis.median(decoded) / 1e3);
        return new BenchReport(shape.label(), deviceName(), type == DataType.FLOAT16 ? "float16" : "float32",
                Backend.threads(), PROMPT, weights.bytes(), Millis.median(forward),
                Millis.median(products), Millis.median(forward) / Millis.median(products),
                Millis.median(captured) / Millis.median(forward), prefill, Millis.median(prefilled),
                Millis.median(prefilled) / Millis.median(prefillProducts), Millis.median(decoded),
                decodeBytesPerSecond / bytesPerSecond, bytesPerSecond / 1e9, peak, steering.sliderMillis(),
                steering.remainingMillis(),
                steering.decodeRatio(), sae.encodeMillis(), sae.productMillis(), attribution.relpToForward(),
                attribution.relpMemoryToGradientForward(), attribution.patchingPerCellToForward(),
                new RoutingBench(model, tokens -> prompt(model, tokens)).traceToForward(prefill, rounds),
                compare.compareMillis(), compare.forwardMillis(), 0, 0, 0,
                OptionalDouble.empty());
    }

    /// A GPU works on while the calls have long returned; a value that is read from it comes after all that was asked
    /// before.
    private double millis(NDManager scope, Runnable work) {
        if (!device.isGpu()) {
            return Millis.of(work);
        }
        return Millis.of(() -> {
            work.run();
            try (NDArray last = scope.zeros(new Shape(1))) {
                last.toFloatArray();
            }
        });
    }

    private static ExpertLoad load(Transformer model, int tokens) {
        ExpertLoad load = new ExpertLoad();
        try (NDManager scope = model.newScope()) {
            model.forward(ForwardRequest.ofIds(scope, prompt(model, tokens)).unembed(Unembed.NONE), load.hooks(model));
        }
        return load;
    }

    private String deviceName() {
        return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
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
