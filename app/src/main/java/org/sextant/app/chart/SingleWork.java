package org.sextant.app.chart;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;

/// Works on one thing at a time away from the UI thread and brings the answer back to it. Work that is refused or
/// fails frees the place for the next. UI thread only.
final class SingleWork {
    private final Executor executor;
    private boolean busy;

    SingleWork(Executor executor) {
        this.executor = executor;
    }

    boolean isBusy() {
        return busy;
    }

    /// @param work done on the executor, which also gets what it throws
    /// @param answered takes the result
    /// @param failed runs instead of it when there is none
    <T> void start(Supplier<T> work, Consumer<T> answered, Runnable failed) {
        busy = true;
        try {
            executor.execute(() -> {
                T result = orElse(work, failed);
                onUiThread(() -> end(() -> answered.accept(result)));
            });
        } catch (RejectedExecutionException closed) {
            end(failed);
        }
    }

    private <T> T orElse(Supplier<T> work, Runnable failed) {
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                onUiThread(() -> end(failed));
            }
        }
    }

    private void end(Runnable outcome) {
        busy = false;
        outcome.run();
    }

    private static void onUiThread(Runnable action) {
        if (Platform.isFxApplicationThread()) {
            action.run();
        } else {
            Platform.runLater(action);
        }
    }
}
