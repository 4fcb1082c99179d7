package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.compare.TokenRows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Who asks two models for something frees what they read, so nothing may be at work when the answer is there.
class PairThreadsTest {
    /// What may go on too long is let go after this, so that a wrong end comes first and a right one is not waited for
    /// without end.
    private static final long MOST_MILLIS = 500;
    private static final int WIDTH = 24;
    private static final int TOKENS = 20;

    @TempDir
    private Path folder;
    private final Session session = Session.local();
    private LocalOpenModel a;
    private LocalOpenModel b;

    @BeforeEach
    void open() {
        a = (LocalOpenModel) PairedModels.open(session,
                PairedModels.characters(folder.resolve("a"), PairedModels.PLAIN, 1));
        b = (LocalOpenModel) PairedModels.open(session,
                PairedModels.characters(folder.resolve("b"), PairedModels.PLAIN, 2));
    }

    @AfterEach
    void close() {
        session.close();
    }

    /// While the model is busy, another thread than the asking one queues its product there, and all others are cancelled.
    private static final class CancellingAmidProducts implements JobContext {
        private final Thread asking = Thread.currentThread();
        private final LocalOpenModel busy;
        private final CountDownLatch over;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final AtomicBoolean free = new AtomicBoolean();
        private final AtomicReference<Thread> queueing = new AtomicReference<>(asking);

        /// @param busy model that multiplies
        /// @param over opens when the comparison has ended
        CancellingAmidProducts(LocalOpenModel busy, CountDownLatch over) {
            this.busy = busy;
            this.over = over;
        }

        /// Told after a row of pairs: from here on the model is kept busy.
        @Override
        public void update(Update update) {
            if (begun.compareAndSet(false, true)) {
                busy.work(_ -> {
                    await(over);
                    free.set(true);
                    return true;
                }, false);
            }
        }

        @Override
        public void checkCancelled() {
            if (!begun.get() || (isQueueing() && !free.get())) {
                return;
            }
            while (!isQueued() && !free.get()) {
                Thread.onSpinWait();
            }
            throw new CancellationException();
        }

        private boolean isQueueing() {
            Thread own = Thread.currentThread();
            return !own.equals(asking) && (queueing.compareAndSet(asking, own) || own.equals(queueing.get()));
        }

        private boolean isQueued() {
            Thread other = queueing.get();
            return !other.equals(asking) && other.getState() == Thread.State.WAITING;
        }

        @Override
        public void letOthersIn() {}
    }

    private static TokenRows rows(int layers) {
        TokenRows rows = new TokenRows(IntStream.range(0, layers).mapToObj(_ -> WIDTH).toList(), TOKENS);
        Random random = new Random(layers);
        for (int layer = 0; layer < layers; layer++) {
            float[] values = new float[TOKENS * WIDTH];
            for (int at = 0; at < values.length; at++) {
                values[at] = (float) random.nextGaussian();
            }
            rows.put(layer, values, IntStream.range(0, TOKENS).toArray());
        }
        rows.advance(TOKENS);
        return rows;
    }

    @Test
    void aComparisonThatIsCancelledFreesNothingThatTheModelStillMultiplies() {
        CountDownLatch over = new CountDownLatch(1);
        CancellingAmidProducts context = new CancellingAmidProducts(a, over);
        PairThreads threads = new PairThreads(a, b, context, false);
        try (LogWatch bugs = LogWatch.of(QueuedJob.class); TokenRows rowsA = rows(3); TokenRows rowsB = rows(8)) {
            KeptTokens kept = new KeptTokens(rowsA, rowsB);
            assertThatThrownBy(() -> kept.matrices(Set.of(Similarity.SVCCA), threads))
                    .isInstanceOf(CancellationException.class);
            assertThat(context.free).as("the product that was queued is over").isTrue();
            over.countDown();
            a.work(_ -> true, false).await();
            assertThat(bugs.errors()).as("memory that was read when it was no longer there").isEmpty();
        }
    }

    static List<Throwable> failures() {
        return List.of(new CancellationException(), new OutOfMemoryError("planted"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whenOneOfManyFailsTheOthersAreWaitedFor(Throwable failure) {
        PairThreads threads = new PairThreads(a, b, new RecordingContext(), false);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AtomicBoolean atWork = new AtomicBoolean();
        assertThatThrownBy(() -> threads.each(2, at -> {
            if (at == 1) {
                await(begun);
                throw thrown(failure);
            }
            atWork.set(true);
            begun.countDown();
            await(over);
            atWork.set(false);
            return true;
        })).isSameAs(failure);
        assertThat(atWork).isFalse();
        over.countDown();
    }

    @Test
    void whenOneModelRunsOutOfMemoryTheOtherIsWaitedFor() {
        PairThreads threads = new PairThreads(a, b, new RecordingContext(), false);
        CountDownLatch over = new CountDownLatch(1);
        AtomicBoolean unfinished = new AtomicBoolean(true);
        try (LogWatch _ = LogWatch.of(QueuedJob.class)) {
            assertThatThrownBy(() -> threads.both((_, _) -> {
                throw new OutOfMemoryError("planted");
            }, (_, _) -> {
                await(over);
                unfinished.set(false);
                return true;
            })).isInstanceOf(OutOfMemoryError.class);
            assertThat(unfinished).isFalse();
            over.countDown();
        }
    }

    @Test
    void answersComeInOrderAndOneFailureEndsTheRest() {
        PairThreads threads = new PairThreads(a, b, new RecordingContext(), false);
        assertThat(threads.each(100, at -> at * at))
                .isEqualTo(IntStream.range(0, 100).mapToObj(at -> at * at).toList());
        PairThreads cancelled = new PairThreads(a, b, new RecordingContext(0), false);
        AtomicBoolean begun = new AtomicBoolean();
        assertThatThrownBy(() -> cancelled.each(100, _ -> {
            begun.set(true);
            return true;
        })).isInstanceOf(CancellationException.class);
        assertThat(begun).isFalse();
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(MOST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
