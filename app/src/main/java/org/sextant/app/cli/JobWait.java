package org.sextant.app.cli;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.sextant.runtime.session.Job;

/// Waits for answers of the runtime, telling how far they are, until the person breaks off.
record JobWait(CommandContext context) {
    private static final long SECONDS_TO_STOP = 3;

    <R> R await(Job<R> job) {
        try (Interruption.Step _ = context.interruption().during(() -> stop(job));
                ProgressLine progress = new ProgressLine(context.err(), System::nanoTime)) {
            if (context.terminal()) {
                job.onUpdate(progress::show);
            }
            return job.await();
        }
    }

    /// Cancels a job and lets it come to its end, so that the process does not leave while native code runs.
    private static void stop(Job<?> job) {
        job.cancel();
        try {
            job.completion().toCompletableFuture().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CompletionException | CancellationException | TimeoutException e) {
            // However it ended, there is nothing left to wait for.
        }
    }
}
