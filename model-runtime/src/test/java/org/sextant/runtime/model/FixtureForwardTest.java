package org.sextant.runtime.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.hook.Captures;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.GradientTape;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;

/// Every fixture against what the reference library computed for it, in float32: hidden states, attention patterns,
/// logits and greedy continuations within 1e-4 absolute, gradients within 1e-4 relative.
class FixtureForwardTest {
    private static final float TOLERANCE = 1e-4f;

    /// In these recordings `hidden.i` is the output of block i, and the embedding is missing.
    private static final Set<String> WITHOUT_EMBEDDING = Set.of("v4/gemma", "v4/gemma2", "v4/gemma3_text",
            "v4/llama", "v4/mistral", "v4/mixtral", "v4/olmo2", "v4/phi3", "v4/qwen2", "v4/qwen3", "v4/qwen3_moe");

    /// Their gradient was recorded before the embedding is scaled.
    private static final Set<String> BEFORE_SCALING = Set.of("v4/gemma", "v4/gemma2");

    private AutoCloseable open = () -> {};

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    private Transformer load(String fixture) {
        Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
        ModelLoader.Loaded loaded = ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {});
        assertThat(loaded.warnings()).isEmpty();
        open = () -> {
            loaded.transformer().close();
            checkpoint.close();
        };
        return loaded.transformer();
    }

    /// Models this small are done before a second thread has woken.
    @BeforeAll
    static void oneThread() {
        Backend.shareThreads(0);
    }

    @AfterEach
    void closeModel() throws Exception {
        open.close();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void hiddenStatesPatternsAndLogitsAreThoseOfTheReference(String fixture) {
        Transformer model = load(fixture);
        ReferenceTensors reference = Fixtures.reference(fixture);
        int last = model.spec().layers() - 1;
        try (NDManager scope = model.newScope()) {
            Captures captures = new Captures(scope, model.sites().sites());
            NDArray logits = model.forward(ForwardRequest.ofIds(scope, reference.rows("input_ids")), captures)
                    .logits();

            assertClose(logits, reference, "logits");
            SiteKind recorded = WITHOUT_EMBEDDING.contains(fixture) ? SiteKind.RESID_POST : SiteKind.RESID_PRE;
            for (int layer = 0; layer <= last; layer++) {
                assertClose(captures.values().get(new Site(recorded, layer)), reference, "hidden." + layer);
                assertClose(captures.values().get(new Site(SiteKind.PATTERN, layer)), reference, "attention." + layer);
                if (model.spec().blocks().get(layer).mixture()) {
                    assertRouted(captures.values().get(new Site(SiteKind.ROUTER_LOGITS, layer)), reference, layer);
                }
            }
            assertThat(largestDifference(finalNorm(fixture, captures), reference.floats("hidden." + (last + 1))))
                    .as("output of the final norm").isLessThanOrEqualTo(TOLERANCE);
            NDArray lens = model.lens(captures.values().get(new Site(SiteKind.RESID_POST, last)));
            assertClose(lens, reference, "logits");
            assertThat(captures.values().keySet()).containsExactlyElementsOf(model.sites().sites());
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void greedyContinuationIsThatOfTheReferenceWithAndWithoutCache(String fixture) {
        Transformer model = load(fixture);
        ReferenceTensors reference = Fixtures.reference(fixture);
        long[][] prompts = reference.rows("input_ids");
        long[][] expected = reference.rows("greedy");
        for (int row = 0; row < prompts.length; row++) {
            long[] whole = expected[row];
            int end = firstEnd(whole, prompts[row].length);
            long[] upToEnd = Arrays.copyOf(whole, end);

            assertThat(greedy(model, prompts[row], end, false)).containsExactly(upToEnd);
            assertThat(greedy(model, prompts[row], end, true)).containsExactly(upToEnd);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void gradientAtTheEmbeddingIsThatOfTheReference(String fixture) {
        Transformer model = load(fixture);
        ReferenceTensors reference = Fixtures.reference(fixture);
        long[][] ids = reference.rows("input_ids");
        try (NDManager scope = model.newScope(); GradientTape tape = GradientTape.start()) {
            int[] shape = reference.shape("grad.embed");
            NDArray leaf = tape.leaf(scope, new Shape(shape[0], shape[1], shape[2]),
                    DataType.FLOAT32);
            HookTable hooks = new HookTable()
                    .change(new Intervention(Site.of(SiteKind.EMBED), value -> value.add(leaf)));
            NDArray logits = model.forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST), hooks).logits();
            tape.backward(logits.get(":, 0, 5").sub(logits.get(":, 0, 7")).sum());

            float[] gradient = NativeMemory.floats(tape.gradient(leaf));
            float[] expected = reference.floats("grad.embed");
            if (BEFORE_SCALING.contains(fixture)) {
                divide(expected, (float) model.spec().ends().embeddingScale());
            }
            assertThat(largestDifference(gradient, expected)).isLessThanOrEqualTo(TOLERANCE * largest(expected));
            assertThat(largest(expected)).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aPaddedBatchGivesWhatEachSequenceGivesAlone(String fixture) {
        Transformer model = load(fixture);
        long[] sequence = Fixtures.reference(fixture).rows("input_ids")[0];
        int padding = 3;
        long[] left = new long[sequence.length + padding];
        long[] right = new long[sequence.length + padding];
        boolean[][] real = new boolean[2][sequence.length + padding];
        for (int i = 0; i < sequence.length; i++) {
            left[i + padding] = sequence[i];
            right[i] = sequence[i];
            real[0][i + padding] = true;
            real[1][i] = true;
        }
        try (NDManager scope = model.newScope()) {
            float[] alone = NativeMemory.floats(
                    model.forward(ForwardRequest.ofIds(scope, new long[][]{sequence}), Hooks.NONE).logits());
            NDArray batch = model
                    .forward(ForwardRequest.ofIds(scope, new long[][]{left, right}).withMask(real), Hooks.NONE)
                    .logits();

            float tolerance = 1e-5f * Math.max(1, largest(alone));
            assertThat(largestDifference(NativeMemory.floats(batch.get("0, 3:")), alone)).isLessThan(tolerance);
            assertThat(largestDifference(NativeMemory.floats(batch.get("1, :" + sequence.length)), alone))
                    .isLessThan(tolerance);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aForwardFromAnInnerResidualStreamEndsInTheSameLogits(String fixture) {
        Transformer model = load(fixture);
        long[][] ids = Fixtures.reference(fixture).rows("input_ids");
        try (NDManager scope = model.newScope()) {
            NDArray whole = model.forward(ForwardRequest.ofIds(scope, ids), Hooks.NONE).logits();
            ForwardResult firstPart = model
                    .forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.NONE).untilBlock(1), Hooks.NONE);
            ForwardRequest rest = ForwardRequest.ofResidual(scope, firstPart.residual(), 1).unembed(Unembed.LAST);
            NDArray resumed = model.forward(rest, Hooks.NONE).logits();
            NDArray again = model.forward(rest, Hooks.NONE).logits();

            float[] expected = NativeMemory.floats(whole.get(":, -1:"));
            assertThat(largestDifference(NativeMemory.floats(resumed), expected)).isLessThan(1e-5f);
            assertThat(NativeMemory.floats(again)).containsExactly(NativeMemory.floats(resumed));
        }
    }

    /// The reference has one row a token.
    private static void assertRouted(NDArray logits, ReferenceTensors reference, int layer) {
        long experts = logits.getShape().get(2);
        assertClose(logits.reshape(logits.size() / experts, experts), reference, "router_logits." + layer);
    }

    private static void divide(float[] values, float divisor) {
        for (int i = 0; i < values.length; i++) {
            values[i] /= divisor;
        }
    }

    /// The final norm's output in plain Java, from its site before the learned weight.
    private static float[] finalNorm(String fixture, Captures captures) {
        ReferenceTensors stored = ReferenceTensors.read(Fixtures.folder(fixture).resolve("model.safetensors"));
        String name = Stream.of("model.norm", "transformer.ln_f", "gpt_neox.final_layer_norm")
                .filter(norm -> stored.contains(norm + ".weight")).findFirst().orElseThrow();
        float[] weight = stored.floats(name + ".weight");
        float[] bias = stored.contains(name + ".bias") ? stored.floats(name + ".bias") : new float[weight.length];
        float offset = fixture.contains("gemma") ? 1 : 0;
        float[] values = NativeMemory.floats(captures.values().get(Site.of(SiteKind.FINAL_NORMALIZED)));
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * (offset + weight[i % weight.length]) + bias[i % weight.length];
        }
        return values;
    }

    private static long[] greedy(Transformer model, long[] prompt, int length, boolean cached) {
        List<Long> ids = new ArrayList<>(Arrays.stream(prompt).boxed().toList());
        try (KeyValueCache cache = model.newCache(1, length)) {
            int seen = 0;
            while (ids.size() < length) {
                if (cache.outdatedAt(ids.size())) {
                    cache.clear();
                    seen = 0;
                }
                try (NDManager scope = model.newScope()) {
                    long[] next = ids.subList(cached ? seen : 0, ids.size()).stream().mapToLong(i -> i).toArray();
                    ForwardRequest request = ForwardRequest.ofIds(scope, new long[][]{next}).unembed(Unembed.LAST);
                    NDArray logits = model.forward(cached ? request.cache(cache) : request, Hooks.NONE).logits();
                    seen = ids.size();
                    ids.add(logits.argMax(-1).getLong(0, 0));
                }
            }
        }
        return ids.stream().mapToLong(i -> i).toArray();
    }

    /// Past its first end token a reference continuation is padding.
    private static int firstEnd(long[] ids, int promptLength) {
        for (int i = promptLength; i < ids.length; i++) {
            if (ids[i] == 2) {
                return i + 1;
            }
        }
        return ids.length;
    }

    private static void assertClose(NDArray actual, ReferenceTensors reference, String name) {
        assertThat(NativeMemory.shape(actual)).as("shape of " + name).containsExactly(reference.shape(name));
        assertThat(largestDifference(NativeMemory.floats(actual), reference.floats(name))).as(name)
                .isLessThanOrEqualTo(TOLERANCE);
    }

    private static float largestDifference(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float largest = 0;
        for (int i = 0; i < actual.length; i++) {
            float difference = Math.abs(actual[i] - expected[i]);
            assertThat(difference).isNotNaN();
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
