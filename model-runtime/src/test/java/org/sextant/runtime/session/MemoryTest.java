package org.sextant.runtime.session;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.bench.RandomCheckpoint;
import oshi.SystemInfo;

import static org.assertj.core.api.Assertions.assertThat;

/// What is asked of a model leaves nothing behind, and a closed model neither.
class MemoryTest {
    private static final int TIMES = 20;
    private static final int WARM_UP = 5;
    private static final Prompt.Ids PROMPT = OpenFixture.ids(5, 6, 7, 8);

    @TempDir
    private Path folder;

    static Stream<Request<?>> requests() {
        return Stream.of(new RunRequest(PROMPT, List.of("*"), 5, true),
                new ActivationsRequest(PROMPT, "*", Statistic.COSINE), new LensRequest(PROMPT, 5),
                new InspectRequest(PROMPT, "blocks.1.hook_resid_post", 2, OptionalInt.empty(), 5),
                new GenerateRequest(PROMPT, 6, Sampling.GREEDY));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestLeavesNoArrayBehindWhetherAnsweredOrCancelled(Request<?> request) {
        for (String fixture : List.of("v4/gpt2", "v4/llama", "v4/gpt_neox")) {
            try (OpenFixture open = OpenFixture.of(fixture)) {
                NDManager weights = manager(open);
                int before = LiveArrays.under(weights);
                RecordingContext whole = new RecordingContext();
                open.answer(request, whole);
                assertThat(LiveArrays.under(weights)).as("after an answer").isEqualTo(before).isPositive();
                for (int looks = 0; looks < whole.looks(); looks++) {
                    RecordingContext cancelled = new RecordingContext(looks);
                    Assertions.assertThatThrownBy(() -> open.answer(request, cancelled))
                            .isInstanceOf(CancellationException.class);
                    assertThat(LiveArrays.under(weights)).as("after a cancellation").isEqualTo(before);
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void aClosedModelLeavesNoArrayBehind(String fixture) {
        OpenFixture open = OpenFixture.of(fixture);
        NDManager weights = manager(open);
        assertThat(LiveArrays.under(weights)).isPositive();
        open.close();
        assertThat(LiveArrays.under(weights)).isZero();
        assertThat(weights.isOpen()).isFalse();
    }

    @Test
    void openingAndClosingALargeModelTwentyTimesKeepsTheResidentMemory() {
        Path large = RandomCheckpoint.llama(folder, RandomCheckpoint.Llama.OF_100_MB, 1);
        // In float64 the weights are widened into memory of their own, 215 MB each time.
        OpenRequest request = new OpenRequest(new ModelLocation.Folder(large), "cpu", Dtype.FLOAT64);
        long settled = 0;
        long whole = 0;
        try (Session session = Session.local()) {
            for (int time = 1; time <= TIMES; time++) {
                try (OpenModel model = session.open(request).await()) {
                    assertThat(model.submit(new RunRequest(PROMPT, List.of(), 1, false)).await().top()).hasSize(1);
                }
                if (time == WARM_UP) {
                    settled = residentOutsideTheHeap();
                    whole = residentBytes();
                }
            }
        }
        assertThat(residentOutsideTheHeap() - settled).isLessThanOrEqualTo(whole / 20);
    }

    private static NDManager manager(OpenFixture open) {
        try (NDManager scope = open.model().transformer().newScope()) {
            return scope.getParentManager();
        }
    }

    /// Java's own heap grows as its collector pleases, and is left out.
    private static long residentOutsideTheHeap() {
        return residentBytes() - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    private static long residentBytes() {
        return new SystemInfo().getOperatingSystem().getCurrentProcess().getResidentMemory();
    }
}
