package org.sextant.app.shell;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

import org.sextant.app.task.Problem;

/// Uses a workbench from a thread of its own, which waits for what it has started on the UI thread: for the work to be
/// done, for pulses, never for a time.
final class UiScript {
    private static final int MOST_ROUNDS = 8;

    private final Workbench bench;

    UiScript(Workbench bench) {
        this.bench = bench;
    }

    /// Gets something on the UI thread.
    static <T> T onUi(Supplier<T> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException failure) {
                result.completeExceptionally(failure);
            }
        });
        return join(result);
    }

    /// Does something as if a person had done it: on the UI thread, measured.
    void act(Runnable action) {
        onUi(() -> {
            bench.meter().measure(action);
            return true;
        });
    }

    /// Returns once nothing is being done any more and what became of it has been painted.
    ///
    /// @throws UnattendedException if a person would now read of a problem
    void rest() {
        settle();
        onUi(bench.errors().problemProperty()::get).filter(Problem::isFailure).ifPresent(UiScript::refuse);
        onUi(bench.prompt().problemProperty()::get).map(Problem::mendable).ifPresent(UiScript::refuse);
    }

    /// Rests until something is there: laying out what was computed may start the work that draws it.
    ///
    /// @param there asked on the UI thread
    /// @return whether it came
    boolean restUntil(BooleanSupplier there) {
        boolean came = false;
        for (int round = 0; round < MOST_ROUNDS && !came; round++) {
            rest();
            came = onUi(there::getAsBoolean);
        }
        return came;
    }

    /// Returns once nothing is being done any more and what became of it has been painted, be it a problem.
    void settle() {
        CompletableFuture<Boolean> rested = new CompletableFuture<>();
        Platform.runLater(() -> Rest.then(bench.tasks(), () -> rested.complete(true)));
        join(rested);
        eachPulse(2, () -> true, _ -> {});
    }

    /// Does something at so many pulses, leaving out those before `ready`. Returns after the last.
    void eachPulse(int times, BooleanSupplier ready, IntConsumer action) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        var timer = new AnimationTimer() {
            private int next;

            @Override
            public void handle(long now) {
                if (!ready.getAsBoolean()) {
                    return;
                }
                if (next == times) {
                    stop();
                    done.complete(true);
                } else {
                    int index = next++;
                    bench.meter().measure(() -> action.accept(index));
                }
            }
        };
        Platform.runLater(timer::start);
        join(done);
    }

    private static void refuse(Problem problem) {
        throw new UnattendedException(problem.what(), problem.where(), problem.remedy());
    }

    private static <T> T join(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }
}
