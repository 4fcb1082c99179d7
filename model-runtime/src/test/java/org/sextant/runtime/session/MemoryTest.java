package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.bench.RandomCheckpoint;
import org.sextant.runtime.tensor.Backend;
import oshi.SystemInfo;

import static org.assertj.core.api.Assertions.assertThat;

/// What is asked of a model leaves nothing behind, and a closed model neither.
class MemoryTest {
    private static final int TIMES = 20;
    private static final int WARM_UP = 5;
    private static final int CHUNK = 1 << 18;
    /// Of the large model in float64.
    private static final long WIDENED_BYTES = 215_000_000;
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
        try (Session session = Session.local(); NDManager own = Backend.newManager(Device.cpu())) {
            NDManager everything = own.getParentManager();
            int before = LiveArrays.under(everything);
            for (int time = 1; time <= TIMES; time++) {
                try (OpenModel model = session.open(request).await()) {
                    assertThat(model.submit(new RunRequest(PROMPT, List.of(), 1, false)).await().top()).hasSize(1);
                    assertThat(LiveArrays.under(everything)).isGreaterThan(before);
                }
                assertThat(LiveArrays.under(everything)).as("arrays after closing time %d", time).isEqualTo(before);
                if (time == WARM_UP) {
                    settled = residentBytes();
                }
            }
        }
        // Java's own heap may come to use pages that it had not touched; a fifth of each model left behind is more.
        assertThat(residentBytes() - settled).isLessThanOrEqualTo((TIMES - WARM_UP) * WIDENED_BYTES / 5);
    }

    private static NDManager manager(OpenFixture open) {
        try (NDManager scope = open.model().transformer().newScope()) {
            return scope.getParentManager();
        }
    }

    /// With Java's own heap, every page of which has been used before, so that its part hardly changes.
    private static long residentBytes() {
        for (long used = 0; used < Runtime.getRuntime().totalMemory(); used += CHUNK) {
            assertThat(new byte[CHUNK]).isNotEmpty();
        }
        System.gc();
        return new SystemInfo().getOperatingSystem().getCurrentProcess().getResidentMemory();
    }
}
