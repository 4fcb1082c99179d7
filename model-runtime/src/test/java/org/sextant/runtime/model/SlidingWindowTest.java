package org.sextant.runtime.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// Sequences shorter and longer than a window of five, in every family that has one: which keys a query sees, block by
/// block, and that a cache changes nothing, within 1e-5 of the largest logit.
class SlidingWindowTest {
    private static final double TOLERANCE = 1e-5;
    private static final int WINDOW = 5;
    private static final int VOCABULARY = 97;

    @TempDir
    private Path folder;

    /// Each with the blocks that have a window.
    static Stream<Arguments> windowed() {
        Consumer<ObjectNode> asItIs = config -> {};
        Consumer<ObjectNode> windowOnly = config -> config.put("sliding_window", WINDOW);
        Consumer<ObjectNode> upperBlocks = config -> config.put("sliding_window", WINDOW)
                .put("use_sliding_window", true).put("max_window_layers", 1).remove("layer_types");
        Consumer<ObjectNode> layerTypes = config -> config.put("sliding_window", WINDOW).put("use_sliding_window", true)
                .putArray("layer_types").add("sliding_attention").add("full_attention");
        Consumer<ObjectNode> byPattern = config -> config.put("sliding_window_pattern", 2).remove("layer_types");
        return Stream.of(arguments("v4/mistral", asItIs, List.of(0, 1)),
                arguments("v4/gemma2", asItIs, List.of(0)), arguments("v4/gemma3_text", asItIs, List.of(0, 1, 3, 4)),
                arguments("v5/gemma3_text", asItIs, List.of(0, 1, 3, 4)),
                arguments("v5/gemma3_text", byPattern, List.of(0, 2, 4)), arguments("v5/gpt_oss", asItIs, List.of(0)),
                arguments("v4/gpt_neo", asItIs, List.of(1, 3)), arguments("v4/phi3", windowOnly, List.of(0, 1)),
                arguments("v4/mixtral", windowOnly, List.of(0, 1)), arguments("v4/qwen2", upperBlocks, List.of(1)),
                arguments("v4/qwen2", layerTypes, List.of(0)), arguments("v4/qwen3", upperBlocks, List.of(1)),
                arguments("v4/qwen2_moe", upperBlocks, List.of(1)), arguments("v4/qwen3_moe", upperBlocks, List.of(1)));
    }

    @ParameterizedTest
    @MethodSource("windowed")
    void aQuerySeesAsManyKeysAsTheWindowIsWideItsOwnIncluded(String fixture, Consumer<ObjectNode> change,
            List<Integer> blocks) {
        try (OpenFolder open = open(fixture, change)) {
            int length = 3 * WINDOW;
            OpenFolder.Values values = open.values(new long[][]{ids(length)});
            for (int layer = 0; layer < open.spec().layers(); layer++) {
                float[] pattern = values.at(SiteKind.PATTERN, layer);
                boolean windowed = blocks.contains(layer);
                assertThat(pattern).hasSize(open.spec().heads() * length * length);
                assertThat(greatest(pattern, length, WINDOW)).as("farthest key inside, block %d", layer).isPositive();
                for (int back = WINDOW + 1; back <= length; back++) {
                    float greatest = greatest(pattern, length, back);
                    if (windowed) {
                        assertThat(greatest).as("key outside, block %d", layer).isZero();
                    } else {
                        assertThat(greatest).as("key seen without a window, block %d", layer).isPositive();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("windowed")
    void tokenByTokenThroughTheCacheGivesTheLogitsOfTheWhole(String fixture, Consumer<ObjectNode> change) {
        try (OpenFolder open = open(fixture, change)) {
            for (int length : new int[]{WINDOW - 1, WINDOW, WINDOW + 1, 3 * WINDOW}) {
                long[] ids = ids(length);
                float[] whole = open.logits(new long[][]{ids});
                for (int prompt : new int[]{1, 2, length - 1}) {
                    Numbers.assertClose(throughCache(open.model(), ids, prompt), whole, TOLERANCE);
                }
            }
        }
    }

    /// Some tokens at once, then one at a time.
    private static float[] throughCache(Transformer model, long[] ids, int atOnce) {
        float[] logits = new float[ids.length * VOCABULARY];
        try (KeyValueCache cache = model.newCache(1, ids.length); NDManager scope = model.newScope()) {
            while (cache.length() < ids.length) {
                int from = cache.length();
                int to = from == 0 ? atOnce : from + 1;
                long[] next = Arrays.copyOfRange(ids, from, to);
                ForwardRequest request = ForwardRequest.ofIds(scope, new long[][]{next}).cache(cache);
                float[] own = NativeMemory.floats(model.forward(request, Hooks.NONE).logits());
                System.arraycopy(own, 0, logits, from * VOCABULARY, own.length);
            }
        }
        return logits;
    }

    /// The greatest weight that any head gives, at any query, to the key that is the `back`-th from it, itself the first.
    private static float greatest(float[] pattern, int length, int back) {
        float greatest = 0;
        for (int row = 0; row < pattern.length / length; row++) {
            int key = row % length - back + 1;
            greatest = Math.max(greatest, key < 0 ? 0 : pattern[row * length + key]);
        }
        return greatest;
    }

    private static long[] ids(int length) {
        return new Random(length).longs(length, 3, VOCABULARY).toArray();
    }

    private OpenFolder open(String fixture, Consumer<ObjectNode> change) {
        return OpenFolder.at(CheckpointFolder.copyOf(fixture, folder.resolve("model")).withConfig(change).path());
    }
}
