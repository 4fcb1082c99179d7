package org.sextant.runtime.model;

import java.util.Arrays;
import java.util.stream.Stream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Passes that go on after cached tokens: with padding in the cache each sequence gives what it gives alone, within 1e-5
/// absolute; a pass that leaves blocks out has no cache.
class CachedPassTest {
    private static final float TOLERANCE = 1e-5f;
    private static final int PADDING = 4;

    /// The Mistral fixture sees five tokens back, so that padding counted as tokens pushes real ones out of sight.
    @ParameterizedTest
    @ValueSource(strings = {"v4/mistral", "v4/llama", "v4/gpt2"})
    void aPaddedBatchGoesOnFromItsCacheAsEachSequenceDoesAlone(String fixture) {
        long[] prompt = Fixtures.reference(fixture).rows("input_ids")[0];
        int length = prompt.length;
        boolean[][] real = new boolean[2][length + PADDING];
        long[][] padded = new long[2][length + PADDING];
        Arrays.fill(real[0], 0, length, true);
        System.arraycopy(prompt, 0, padded[0], 0, length);
        Arrays.fill(real[1], PADDING, length + PADDING, true);
        System.arraycopy(prompt, 0, padded[1], PADDING, length);
        try (Opened opened = Opened.of(fixture);
                NDManager scope = opened.model().newScope();
                KeyValueCache cache = opened.model().newCache(2, length + PADDING + 3)) {
            opened.model().forward(
                    ForwardRequest.ofIds(scope, padded).withMask(real).cache(cache).unembed(Unembed.LAST), Hooks.NONE);
            long[] whole = Arrays.copyOf(prompt, length + 3);
            for (int added = 0; added < 3; added++) {
                long next = 11L + added;
                whole[length + added] = next;
                float[] alone = NativeMemory.floats(opened.model().forward(ForwardRequest
                        .ofIds(scope, new long[][]{Arrays.copyOf(whole, length + added + 1)}).unembed(Unembed.LAST),
                        Hooks.NONE).logits());
                float[] both = NativeMemory.floats(opened.model().forward(ForwardRequest
                        .ofIds(scope, new long[][]{{next}, {next}}).cache(cache).unembed(Unembed.LAST), Hooks.NONE)
                        .logits());
                assertClose(Arrays.copyOf(both, alone.length), alone);
                assertClose(Arrays.copyOfRange(both, alone.length, both.length), alone);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4/llama", "v4/gpt2"})
    void aPassThatLeavesBlocksOutIsRefusedACache(String fixture) {
        try (Opened opened = Opened.of(fixture);
                NDManager scope = opened.model().newScope();
                KeyValueCache cache = opened.model().newCache(1, 8)) {
            Transformer model = opened.model();
            NDArray residual = scope.zeros(new Shape(1, 2, model.spec().dModel()));
            Stream.of(ForwardRequest.ofIds(scope, new int[]{5, 6}).untilBlock(1),
                    ForwardRequest.ofResidual(scope, residual, 1)).forEach(partial -> {
                        model.forward(partial.unembed(Unembed.NONE), Hooks.NONE);
                        assertThatThrownBy(() -> model.forward(partial.cache(cache), Hooks.NONE))
                                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cache");
                    });
            assertThat(cache.length()).isZero();
            model.forward(ForwardRequest.ofResidual(scope, residual, 0).cache(cache), Hooks.NONE);
            assertThat(cache.length()).isEqualTo(2);
        }
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i])).isLessThanOrEqualTo(TOLERANCE);
        }
    }

    /// A fixture and its model.
    private record Opened(Checkpoint checkpoint, Transformer model) implements AutoCloseable {
        static Opened of(String fixture) {
            Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
            return new Opened(checkpoint,
                    ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {}).transformer());
        }

        @Override
        public void close() {
            model.close();
            checkpoint.close();
        }
    }
}
