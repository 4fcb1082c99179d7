package org.sextant.app.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.sextant.app.log.LogFile;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.PromptException;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.Update;

import static org.assertj.core.api.Assertions.assertThat;

class TaskExecutorTest {
    private final List<Throwable> logged = new ArrayList<>();
    private final ErrorFunnel errors = new ErrorFunnel(logged::add);
    private final TaskExecutor tasks = QueuedTaskExecutor.sameThread(errors);
    private final List<String> seen = new ArrayList<>();

    @Test
    void givesTheResultAndIsAtRestAgain() {
        HandJob job = new HandJob();
        RunningTask running = ask(job, "a").startWith(tasks);
        assertThat(tasks.running()).containsExactly(running);
        job.future.complete("result");
        assertThat(seen).containsExactly("a result", "a end");
        assertThat(tasks.running()).isEmpty();
        assertThat(running.isDone()).isTrue();
    }

    @Test
    void aNewerTaskOfTheLaneReplacesTheOlderWhoseResultIsNeverSeen() {
        HandJob old = new HandJob();
        HandJob young = new HandJob();
        ask(old, "old").lane("slider").startWith(tasks);
        ask(young, "young").lane("slider").startWith(tasks);
        old.future.complete("stale");
        young.future.complete("fresh");
        assertThat(old.cancelled).isTrue();
        assertThat(seen).containsExactly("old end", "young fresh", "young end");
    }

    @Test
    void tasksOfDifferentLanesLeaveEachOtherAlone() {
        HandJob one = new HandJob();
        HandJob two = new HandJob();
        ask(one, "one").lane("a").startWith(tasks);
        ask(two, "two").lane("b").startWith(tasks);
        one.future.complete("1");
        two.future.complete("2");
        assertThat(seen).containsExactly("one 1", "one end", "two 2", "two end");
    }

    @Test
    void aResultThatComesAfterCancellingIsHandedBackToBeFreed() {
        HandJob stubborn = new HandJob();
        stubborn.obeys = false;
        List<String> freed = new ArrayList<>();
        RunningTask running = ask(stubborn, "a").onDropped(freed::add).startWith(tasks);
        running.cancel();
        stubborn.future.complete("native memory");
        assertThat(freed).containsExactly("native memory");
        assertThat(seen).containsExactly("a end");
    }

    @Test
    void whatAPersonCanMendGoesToTheOneWhoAskedForIt() {
        HandJob job = new HandJob();
        ask(job, "a").onFailure(failure -> seen.add(failure.remedy())).startWith(tasks);
        job.future.completeExceptionally(mendable());
        assertThat(seen).containsExactly("shorten it", "a end");
        assertThat(errors.problemProperty().get()).isEmpty();
    }

    @Test
    void whatNobodyTakesIsShownByTheFunnel() {
        HandJob job = new HandJob();
        ask(job, "a").startWith(tasks);
        job.future.completeExceptionally(mendable());
        assertThat(errors.problemProperty().get()).hasValueSatisfying(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.MENDABLE);
            assertThat(problem.what()).isEqualTo("the prompt is too long");
        });
        assertThat(logged).isEmpty();
    }

    @Test
    void aBugIsLoggedOnceAndShownOnceAndTheSessionGoesOn() {
        for (int strike = 0; strike < 3; strike++) {
            BackgroundTask.working("strike", TaskExecutorTest::bug).startWith(tasks);
            errors.problemProperty().get().ifPresent(problem -> {
                assertThat(problem.remedy()).contains(LogFile.path().toString());
                seen.add("shown");
            });
            errors.dismiss();
        }
        assertThat(logged).hasSize(1);
        assertThat(seen).containsExactly("shown");
        BackgroundTask.working("next", () -> "works").onSuccess(seen::add).startWith(tasks);
        assertThat(seen).containsExactly("shown", "works");
    }

    @Test
    void anErrorEndsTheTaskAndIsShown() {
        BackgroundTask.working("colouring", () -> {
            throw new OutOfMemoryError("planted");
        }).onEnd(() -> seen.add("work end")).startWith(tasks);
        BackgroundTask.asking("opening", () -> {
            throw new NoClassDefFoundError("planted");
        }).onEnd(() -> seen.add("question end")).startWith(tasks);
        tasks.unseen().execute(() -> {
            throw new StackOverflowError("planted");
        });
        assertThat(seen).containsExactly("work end", "question end");
        assertThat(tasks.atRestProperty().get()).isTrue();
        assertThat(logged).hasExactlyElementsOfTypes(OutOfMemoryError.class, NoClassDefFoundError.class,
                StackOverflowError.class);
        assertThat(errors.problemProperty().get()).isPresent();
    }

    @Test
    void aBugInAListenerIsReportedAndTheTaskStillEnds() {
        BackgroundTask.working("a", () -> "result").onSuccess(_ -> bug()).onEnd(() -> seen.add("end"))
                .startWith(tasks);
        assertThat(logged).hasSize(1);
        assertThat(seen).containsExactly("end");
        assertThat(tasks.running()).isEmpty();
    }

    @Test
    void cancellingShowsNothing() {
        HandJob job = new HandJob();
        ask(job, "a").startWith(tasks).cancel();
        assertThat(seen).containsExactly("a end");
        assertThat(errors.problemProperty().get()).isEmpty();
    }

    @Test
    void unseenWorkIsNotListedYetTheWindowIsNotAtRestUntilItIsDone() {
        List<Boolean> atRest = new ArrayList<>();
        tasks.unseen().execute(() -> {
            assertThat(tasks.running()).isEmpty();
            atRest.add(tasks.atRestProperty().get());
        });
        atRest.add(tasks.atRestProperty().get());
        HandJob job = new HandJob();
        ask(job, "a").startWith(tasks);
        atRest.add(tasks.atRestProperty().get());
        job.future.complete("done");
        atRest.add(tasks.atRestProperty().get());
        assertThat(atRest).containsExactly(false, true, false, true);
    }

    @Test
    void aBugInUnseenWorkIsShownAndTheWindowComesToRest() {
        tasks.unseen().execute(TaskExecutorTest::bug);
        assertThat(errors.problemProperty().get()).isPresent();
        assertThat(tasks.atRestProperty().get()).isTrue();
    }

    @Test
    void everyTokenArrivesButOfProgressOnlyTheNewest() {
        List<Runnable> waiting = new ArrayList<>();
        List<List<Update>> received = new ArrayList<>();
        UpdateQueue queue = new UpdateQueue(waiting::add, Runnable::run, received::add);
        for (int block = 1; block <= 100; block++) {
            queue.add(new Update.Progress("forward", block, 100, "blocks"));
        }
        assertThat(waiting).hasSize(1);
        waiting.getFirst().run();
        assertThat(received).containsExactly(List.of(new Update.Progress("forward", 100, 100, "blocks")));
    }

    @Test
    void theTokensOfAPulseArriveTogetherAndTheLastOfThemBeforeTheOutcome() {
        List<Runnable> pulses = new ArrayList<>();
        List<List<Update>> received = new ArrayList<>();
        UpdateQueue queue = new UpdateQueue(pulses::add, Runnable::run, received::add);
        List<Update> tokens = IntStream.range(0, 50).<Update>mapToObj(
                id -> new Update.Generated(new Token(id, id, "a", "", false), "a".repeat(id + 1), 0.5f)).toList();
        tokens.subList(0, 40).forEach(queue::add);
        assertThat(pulses).hasSize(1);
        pulses.removeFirst().run();
        tokens.subList(40, 50).forEach(queue::add);
        queue.flush();
        assertThat(received).containsExactly(tokens.subList(0, 40), tokens.subList(40, 50));
        pulses.removeFirst().run();
        assertThat(received).hasSize(2);
    }

    @Test
    void theTimeLeftFollowsThePaceOfTheStage() {
        Estimate estimate = new Estimate();
        estimate.add(new Update.Progress("load", 10, 110, "bytes"), 0);
        estimate.add(new Update.Progress("load", 35, 110, "bytes"), 2_000_000_000L);
        assertThat(estimate.secondsLeft()).hasValue(6.0);
        estimate.add(new Update.Progress("check", 0, 10, "tensors"), 3_000_000_000L);
        assertThat(estimate.secondsLeft()).isEmpty();
    }

    private BackgroundTask<String> ask(HandJob job, String name) {
        return BackgroundTask.asking(name, () -> job).onSuccess(result -> seen.add(name + " " + result))
                .onEnd(() -> seen.add(name + " end"));
    }

    private static String bug() {
        throw new IllegalStateException("planted");
    }

    private static PromptException mendable() {
        return new PromptException("the prompt is too long", "in the prompt field", "shorten it");
    }

    /// A job that the test ends by hand.
    private static final class HandJob implements Job<String> {
        private final CompletableFuture<String> future = new CompletableFuture<>();
        private boolean obeys = true;
        private boolean cancelled;

        @Override
        public CompletionStage<String> completion() {
            return future;
        }

        @Override
        public void onUpdate(Consumer<Update> listener) {}

        @Override
        public void cancel() {
            cancelled = true;
            if (obeys) {
                future.completeExceptionally(new CancellationException());
            }
        }

        @Override
        public boolean isDone() {
            return future.isDone();
        }

        @Override
        public String await() {
            return future.join();
        }
    }
}
