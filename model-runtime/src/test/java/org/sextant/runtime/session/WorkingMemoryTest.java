package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Requests that would not fit beside the model are refused before they run. The model is the Llama fixture with a long
/// context: 2 blocks, 4 heads, 2 key-value heads, width 32, heads of 8.
class WorkingMemoryTest {
    private static final int LONG = 60_000;
    private static final long GIB = 1L << 30;
    private static final long HEAP = 1L << 40;

    @TempDir
    private Path folder;

    static Stream<Request<?>> longRequests() {
        Prompt prompt = prompt(LONG);
        return Stream.of(new RunRequest(prompt, List.of(), 5, false),
                new ActivationsRequest(prompt, "blocks.*.hook_resid_post", Statistic.NORM), new LensRequest(prompt, 5),
                new InspectRequest(prompt, "blocks.1.hook_resid_post", 2, OptionalInt.empty(), 5),
                new GenerateRequest(prompt, 6, Sampling.GREEDY), new VerifyRequest(prompt, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("longRequests")
    void aPromptWithinTheContextThatDoesNotFitIntoMemoryIsRefusedWithTheFigures(Request<?> request) {
        try (OpenFixture open = withLongContext()) {
            RecordingContext context = new RecordingContext();
            RequestHandlers handlers = new RequestHandlers(open.model(), new MemoryBudget(device -> GIB));
            assertThatThrownBy(() -> handlers.answer(request, context)).isInstanceOfSatisfying(MemoryException.class,
                    refusal -> {
                        // The scores and the pattern of 4 heads alone.
                        assertThat(refusal.neededBytes()).isGreaterThan(2L * 4 * LONG * LONG * Float.BYTES);
                        assertThat(refusal.availableBytes()).isEqualTo(GIB);
                        assertThat(refusal).hasMessageContaining("60000 tokens").hasMessageContaining("1.0 GiB is free")
                                .hasMessageContaining("shorten the prompt");
                    });
            assertThat(context.updates(Update.class)).isEmpty();
        }
    }

    @Test
    void sitesRoomForTheContinuationAndLogitsCount() {
        try (OpenFixture open = withLongContext()) {
            Workload pass = Workload.pass(500, 0);
            long bare = needed(open, pass);
            // Values in and copies out are float32: what is held, and the largest twice on its way.
            List<Site> patterns = List.of(new Site(SiteKind.PATTERN, 0), new Site(SiteKind.PATTERN, 1));
            assertThat(needed(open, pass.holding(patterns)) - bare).isEqualTo((2 + 2) * 4 * 500 * 500 * 4L);
            assertThat(needed(open, pass.lookingAt(patterns)) - bare).isEqualTo((1 + 2) * 4 * 500 * 500 * 4L);
            assertThat(needed(open, pass.holding(List.of(new Site(SiteKind.RESULT, 0)))) - bare)
                    .isEqualTo((1 + 2) * 500 * 4 * 32 * 4L);
            // Keys and values of 2 blocks.
            assertThat(needed(open, pass.caching(90_000)) - bare).isEqualTo(2L * 2 * 2 * 8 * 90_000 * 4);
            // Logits and their copy.
            assertThat(needed(open, Workload.pass(500, 500)) - bare).isEqualTo(2 * 500 * 97 * 4L);
        }
    }

    @Test
    void whatFitsIsAnswered() {
        try (OpenFixture open = withLongContext()) {
            WorkingMemory memory = new WorkingMemory(open.model(), new MemoryBudget(device -> GIB), HEAP);
            assertThatCode(() -> memory.require(Workload.pass(500, 500))).doesNotThrowAnyException();
            RequestHandlers handlers = new RequestHandlers(open.model(), new MemoryBudget(device -> GIB));
            RunRequest request = new RunRequest(prompt(500), List.of("*"), 1, false);
            assertThat(handlers.answer(request, new RecordingContext()).top()).hasSize(1);
        }
    }

    @Test
    void copiesThatJavaCannotHoldAreRefusedBeforeTheyAreMade() {
        try (OpenFixture open = withLongContext()) {
            List<Site> pattern = List.of(new Site(SiteKind.PATTERN, 0));
            WorkingMemory small = new WorkingMemory(open.model(), new MemoryBudget(device -> HEAP), 1 << 20);
            assertThatThrownBy(() -> small.require(Workload.pass(500, 0).lookingAt(pattern)))
                    .isInstanceOf(MemoryException.class).hasMessageContaining("may be held")
                    .hasMessageContaining("-Xmx");
            // 4 × 30 000² values are more than one array holds, however large the heap.
            WorkingMemory large = new WorkingMemory(open.model(), new MemoryBudget(device -> HEAP), HEAP);
            assertThatThrownBy(() -> large.require(Workload.pass(30_000, 0).lookingAt(pattern)))
                    .isInstanceOf(MemoryException.class).hasMessageContaining("30000 tokens");
        }
    }

    private static long needed(OpenFixture open, Workload load) {
        long[] needed = new long[1];
        WorkingMemory memory = new WorkingMemory(open.model(), new MemoryBudget(device -> 0), HEAP);
        assertThatThrownBy(() -> memory.require(load)).isInstanceOfSatisfying(MemoryException.class,
                refusal -> needed[0] = refusal.neededBytes());
        return needed[0];
    }

    private static Prompt prompt(int length) {
        return new Prompt.Ids(Collections.nCopies(length, 7));
    }

    private OpenFixture withLongContext() {
        CheckpointFolder copy = CheckpointFolder.copyOf("v4/llama", folder.resolve("long"))
                .withConfig(config -> config.put("max_position_embeddings", 100_000));
        return OpenFixture.of(copy.path(), Dtype.FLOAT32);
    }
}
