package org.sextant.runtime.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Continuations that grow past the trained context of eight tokens, where the rotary table changes: each token, and its
/// probability within 1e-5, is that of the whole text computed anew.
class GenerationAcrossTablesTest {
    private static final float TOLERANCE = 1e-5f;
    private static final int PROMPTS = 4;

    /// Models this small are done before a second thread has woken.
    @BeforeAll
    static void oneThread() {
        Backend.shareThreads(0);
    }

    @ParameterizedTest
    @CsvSource({"v5/phi3_longrope,5", "v5/phi3_longrope,8", "v5/phi3_longrope,9", "v5/llama_dynamic,5",
        "v5/llama_dynamic,8", "v5/llama_dynamic,9"})
    void greedyTokensAreThoseOfTheWholeTextComputedAnew(String fixture, int promptLength) {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Transformer model = ModelLoader
                        .load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {}).transformer()) {
            for (int seed = 0; seed < PROMPTS; seed++) {
                int[] prompt = new Random(seed).ints(promptLength, 3, 97).toArray();
                int tokens = 14;
                List<SamplingRule.Draw> drawn = continued(model, prompt, tokens);

                assertThat(drawn).hasSize(tokens);
                long[] ids = Arrays.stream(prompt).asLongStream().toArray();
                for (SamplingRule.Draw draw : drawn) {
                    SamplingRule.Draw anew = greedy(model, ids);
                    assertThat(draw.id()).as("token %d", ids.length).isEqualTo(anew.id());
                    assertThat(draw.probability()).as("token %d", ids.length).isCloseTo(anew.probability(),
                            within(TOLERANCE));
                    ids = Arrays.copyOf(ids, ids.length + 1);
                    ids[ids.length - 1] = draw.id();
                }
            }
        }
    }

    private static List<SamplingRule.Draw> continued(Transformer model, int[] prompt, int tokens) {
        List<SamplingRule.Draw> drawn = new ArrayList<>();
        new Generation(model, SamplingRule.GREEDY, new Random(0), Set.of()).run(prompt, tokens,
                Generation.PassHooks.NONE,
                new Generation.Listener() {
                    @Override
                    public void before(int block, int total) {}

                    @Override
                    public void drawn(SamplingRule.Draw token) {
                        drawn.add(token);
                    }
                });
        return drawn;
    }

    private static SamplingRule.Draw greedy(Transformer model, long[] ids) {
        try (NDManager scope = model.newScope()) {
            return SamplingRule.GREEDY.draw(NativeMemory.floats(model.forward(
                    ForwardRequest.ofIds(scope, new long[][]{ids}).unembed(Unembed.LAST), Hooks.NONE).logits()), 0);
        }
    }
}
