package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The queue without a model: work is anything that runs.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class JobThreadTest {
    private final AtomicBoolean freed = new AtomicBoolean();
    private final JobThread thread = new JobThread("test-jobs", () -> mendable("closed"), () -> freed.set(true));
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        thread.close();
    }

    @Test
    void jobsRunInTheOrderInWhichTheyWereAskedFor() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        Job<String> blocker = thread.submit(this::waitAtTheGate);
        List<Job<Boolean>> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            jobs.add(thread.submit(context -> order.add(number)));
        }
        gate.countDown();
        assertThat(blocker.await()).isEqualTo("through");
        jobs.forEach(Job::await);
        assertThat(order).hasSize(20).isSorted();
    }

    /// Between its steps long work lets lanes in, and nothing else: neither plain requests nor its own successor.
    @Test
    void longWorkLetsOtherLanesIn() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Job<Boolean> longWork = thread.submitLatest("long", context -> {
            waitAtTheGate(context);
            context.letOthersIn();
            return order.add("long");
        });
        Job<Boolean> plain = thread.submit(_ -> order.add("plain"));
        Job<Boolean> slider = thread.submitLatest("slider", _ -> order.add("slider"));
        gate.countDown();
        assertThat(longWork.await()).isTrue();
        assertThat(slider.await()).isTrue();
        assertThat(plain.await()).isTrue();
        assertThat(order).containsExactly("slider", "long", "plain");
    }

    /// Idle work waits for all others, and lets all others in between its steps; never another idle one.
    @Test
    void idleWorkGivesWayToAll() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch asked = new CountDownLatch(1);
        Job<Boolean> idle = thread.submitIdle(context -> {
            started.countDown();
            await(asked);
            context.letOthersIn();
            return order.add("idle");
        });
        await(started);
        Job<Boolean> nextIdle = thread.submitIdle(_ -> order.add("next idle"));
        Job<Boolean> plain = thread.submit(_ -> order.add("plain"));
        Job<Boolean> slider = thread.submitLatest("slider", _ -> order.add("slider"));
        asked.countDown();
        assertThat(idle.await() && nextIdle.await() && plain.await() && slider.await()).isTrue();
        assertThat(order).containsExactly("plain", "slider", "idle", "next idle");
    }

    @Test
    void idleWorkIsDoneLast() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Job<String> blocker = thread.submit(this::waitAtTheGate);
        Job<Boolean> idle = thread.submitIdle(_ -> order.add("idle"));
        Job<Boolean> plain = thread.submit(_ -> order.add("plain"));
        gate.countDown();
        assertThat(blocker.await()).isEqualTo("through");
        assertThat(idle.await() && plain.await()).isTrue();
        assertThat(order).containsExactly("plain", "idle");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void whatFailsInTheMidstFailsByItself() {
        Job<String> longWork = thread.submit(context -> {
            waitAtTheGate(context);
            context.letOthersIn();
            return "done";
        });
        Job<String> failing = thread.submitLatest("slider", _ -> {
            throw mendable("no");
        });
        gate.countDown();
        assertThat(longWork.await()).isEqualTo("done");
        assertThatThrownBy(failing::await).hasMessageContaining("no");
    }

    @Test
    void theNewestOfALaneReplacesTheOneThatWaits() {
        thread.submit(this::waitAtTheGate);
        AtomicBoolean ranOld = new AtomicBoolean();
        Job<Boolean> old = thread.submitLatest("slider", context -> ranOld.getAndSet(true));
        Job<String> other = thread.submitLatest("another slider", context -> "other");
        Job<String> newest = thread.submitLatest("slider", context -> "newest");
        assertThatThrownBy(old::await).isInstanceOf(CancellationException.class);
        gate.countDown();
        assertThat(newest.await()).isEqualTo("newest");
        assertThat(other.await()).isEqualTo("other");
        assertThat(ranOld).isFalse();
    }

    @Test
    void theNewestOfALaneEndsTheOneThatRunsAtItsNextLook() throws InterruptedException {
        Job<String> running = thread.submitLatest("slider", context -> {
            started.countDown();
            awaitGate();
            context.checkCancelled();
            return "stale";
        });
        started.await();
        Job<String> newest = thread.submitLatest("slider", context -> "newest");
        gate.countDown();
        assertThatThrownBy(running::await).isInstanceOf(CancellationException.class);
        assertThat(newest.await()).isEqualTo("newest");
    }

    @Test
    void anAnswerThatComesAfterTheCancellationIsDroppedAndClosed() throws InterruptedException {
        AtomicBoolean closed = new AtomicBoolean();
        Job<AutoCloseable> job = thread.submit(context -> {
            started.countDown();
            awaitGate();
            return () -> closed.set(true);
        });
        started.await();
        job.cancel();
        gate.countDown();
        assertThatThrownBy(job::await).isInstanceOf(CancellationException.class);
        assertThat(closed).isTrue();
    }

    @Test
    void aCancelledJobThatWaitsCompletesWhileAnotherStillRuns() {
        Job<String> blocker = thread.submit(this::waitAtTheGate);
        Job<String> waiting = thread.submit(context -> "never");
        waiting.cancel();
        assertThatThrownBy(waiting::await).isInstanceOf(CancellationException.class);
        assertThat(blocker.isDone()).isFalse();
    }

    @Test
    void cancellingAfterTheAnswerChangesNothing() {
        Job<String> job = thread.submit(context -> "answer");
        job.await();
        job.cancel();
        assertThat(job.await()).isEqualTo("answer");
    }

    @Test
    void aFailureThatAPersonCanMendIsRethrownAsItIs() {
        PromptException failure = mendable("the prompt is empty");
        Job<String> job = thread.submit(context -> {
            throw failure;
        });
        assertThatThrownBy(job::await).isSameAs(failure);
        assertThat(thread.submit(context -> "alive").await()).isEqualTo("alive");
    }

    @Test
    void aBugIsLoggedOnceAndTheThreadLivesOn() {
        try (LogWatch log = LogWatch.of(QueuedJob.class)) {
            Job<String> exception = thread.submit(context -> {
                throw new IllegalStateException("a bug");
            });
            Job<String> error = thread.submit(context -> {
                throw new StackOverflowError("deep");
            });
            assertThatThrownBy(exception::await).isInstanceOf(IllegalStateException.class).hasMessage("a bug");
            assertThatThrownBy(error::await).isInstanceOf(StackOverflowError.class);
            assertThat(thread.submit(context -> "alive").await()).isEqualTo("alive");
            assertThat(log.errors()).hasSize(2);
        }
    }

    @Test
    void updatesReachEveryListenerInOrderAndAFailingListenerHurtsNobody() {
        try (LogWatch log = LogWatch.of(QueuedJob.class)) {
            Job<String> job = thread.submit(context -> {
                awaitGate();
                context.update(new Update.Progress("stage", 1, 2, "blocks"));
                context.update(new Update.Progress("stage", 2, 2, "blocks"));
                return "done";
            });
            List<Update> heard = Collections.synchronizedList(new ArrayList<>());
            job.onUpdate(update -> {
                throw new IllegalStateException("bad listener");
            });
            job.onUpdate(heard::add);
            gate.countDown();
            assertThat(job.await()).isEqualTo("done");
            assertThat(heard).extracting(update -> ((Update.Progress) update).done()).containsExactly(1L, 2L);
            assertThat(log.errors()).hasSize(1);
        }
    }

    @Test
    void theFirstListenerHearsInOrderWhatWasSentBeforeItCame() throws InterruptedException {
        Job<String> job = thread.submit(context -> {
            context.update(progress(1));
            context.update(progress(2));
            started.countDown();
            awaitGate();
            context.update(progress(3));
            return "done";
        });
        started.await();
        List<Update> first = Collections.synchronizedList(new ArrayList<>());
        List<Update> second = Collections.synchronizedList(new ArrayList<>());
        job.onUpdate(first::add);
        job.onUpdate(second::add);
        assertThat(first).containsExactly(progress(1), progress(2));
        gate.countDown();
        job.await();
        assertThat(first).containsExactly(progress(1), progress(2), progress(3));
        assertThat(second).containsExactly(progress(3));
    }

    @Test
    void ofManyUpdatesToNobodyTheNewestAreKept() {
        Job<String> job = thread.submit(context -> {
            LongStream.range(0, 1000).mapToObj(JobThreadTest::progress).forEach(context::update);
            return "done";
        });
        job.await();
        List<Update> heard = new ArrayList<>();
        job.onUpdate(heard::add);
        assertThat(heard).hasSize(256).startsWith(progress(744)).endsWith(progress(999));
    }

    private static Update progress(long done) {
        return new Update.Progress("stage", done, 1000, "blocks");
    }

    @Test
    void theStageGivesTheFailureUnwrapped() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Job<String> job = thread.submit(context -> {
            throw mendable("the prompt is empty");
        });
        CompletableFuture<Void> heard = new CompletableFuture<>();
        job.completion().whenComplete((result, failure) -> {
            seen.set(failure);
            heard.complete(null);
        });
        heard.join();
        assertThat(seen.get()).isInstanceOf(PromptException.class);
    }

    @Test
    void closingCancelsWhatWaitsEndsWhatRunsAndFreesBeforeItReturns() throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        Job<String> running = thread.submit(context -> {
            started.countDown();
            while (true) {
                context.checkCancelled();
                looked.countDown();
                Thread.onSpinWait();
            }
        });
        Job<String> waiting = thread.submit(context -> "never");
        started.await();
        looked.await();
        thread.close();
        assertThat(freed).isTrue();
        assertThat(running.isDone()).isTrue();
        assertThat(waiting.isDone()).isTrue();
        assertThatThrownBy(running::await).isInstanceOf(CancellationException.class);
        assertThatThrownBy(waiting::await).isInstanceOf(CancellationException.class);
    }

    @Test
    void askingAfterClosingIsRefused() {
        thread.close();
        thread.close();
        assertThatThrownBy(() -> thread.submit(context -> "late")).isInstanceOf(PromptException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closingFromAListenerOfTheThreadItselfDoesNotHang() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Job<String> job = thread.submit(context -> {
            awaitGate();
            return "done";
        });
        job.completion().thenRun(() -> {
            thread.close();
            closed.countDown();
        });
        gate.countDown();
        closed.await();
        thread.close();
        assertThat(freed).isTrue();
    }

    @Test
    void waitingForAJobOnItsOwnThreadIsABugThatIsNamedInsteadOfHanging() {
        try (LogWatch log = LogWatch.of(QueuedJob.class)) {
            Job<String> outer = thread.submit(context -> thread.submit(inner -> "never").await());
            assertThatThrownBy(outer::await).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("own thread");
            assertThat(log.errors()).hasSize(1);
        }
    }

    private String waitAtTheGate(JobContext context) {
        awaitGate();
        return "through";
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static PromptException mendable(String what) {
        return new PromptException(what, "in a test", "do nothing");
    }
}
