package org.sextant.runtime.session;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One piece of work of a [JobThread], from asking to answer. A job that was cancelled before its answer stood never
/// gives it, even where the work got to its end; such an answer is closed if it can be.
final class QueuedJob<R> implements Job<R>, JobContext {
    private static final Logger LOG = LoggerFactory.getLogger(QueuedJob.class);

    /// A listener comes at once or not at all; the texts of a long continuation need not be kept for nobody.
    private static final int MOST_UNTOLD = 256;

    private final JobThread thread;
    private final Work<R> work;
    private final @Nullable String lane;
    private final boolean idle;
    private final CompletableFuture<R> answer = new CompletableFuture<>();
    private final Object telling = new Object();
    private final List<Consumer<Update>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Update> untold = new ArrayDeque<>();
    private boolean heard;
    private final Object decision = new Object();
    private volatile boolean cancelled;
    private boolean decided;

    /// @param lane of which the newest job alone counts
    /// @param idle whether it gives way to all others
    QueuedJob(JobThread thread, Work<R> work, @Nullable String lane, boolean idle) {
        this.thread = thread;
        this.work = work;
        this.lane = lane;
        this.idle = idle;
    }

    Optional<String> lane() {
        return Optional.ofNullable(lane);
    }

    boolean isIdle() {
        return idle;
    }

    /// Does the work on the calling thread and completes the job. Nothing that the work throws gets out: a failing
    /// request must not end the thread, whatever it failed with.
    void run() {
        try {
            checkCancelled();
            deliver(work.run(this));
        } catch (CancellationException stopped) {
            answer.completeExceptionally(stopped);
        } catch (SextantException mendable) {
            answer.completeExceptionally(decideToAnswer() ? mendable : cancellation());
        } catch (Throwable bug) {
            LOG.error("A job failed for a reason of our own", bug);
            answer.completeExceptionally(bug);
        }
    }

    private void deliver(R result) throws Exception {
        if (decideToAnswer()) {
            answer.complete(result);
            return;
        }
        if (result instanceof AutoCloseable unwanted) {
            unwanted.close();
        }
        completeCancelled();
    }

    /// From here on a cancellation comes too late; false if one came in time.
    private boolean decideToAnswer() {
        synchronized (decision) {
            decided = true;
            return !cancelled;
        }
    }

    void completeCancelled() {
        answer.completeExceptionally(cancellation());
    }

    private static CancellationException cancellation() {
        return new CancellationException("The job was cancelled or replaced by a newer one");
    }

    @Override
    public void cancel() {
        synchronized (decision) {
            if (decided) {
                return;
            }
            cancelled = true;
        }
        thread.withdraw(this);
    }

    @Override
    public void checkCancelled() {
        if (cancelled) {
            throw cancellation();
        }
    }

    @Override
    public void letOthersIn() {
        thread.letIn(idle);
    }

    @Override
    public void update(Update update) {
        synchronized (telling) {
            if (heard) {
                tell(update);
                return;
            }
            if (untold.size() == MOST_UNTOLD) {
                untold.remove();
            }
            untold.add(update);
        }
    }

    private void tell(Update update) {
        List<Consumer<Update>> deaf = listeners.stream().filter(listener -> !hears(listener, update)).toList();
        listeners.removeAll(deaf);
    }

    private static boolean hears(Consumer<Update> listener, Update update) {
        try {
            listener.accept(update);
            return true;
        } catch (RuntimeException bug) {
            LOG.error("A listener of a job failed and hears no more", bug);
            return false;
        }
    }

    @Override
    public void onUpdate(Consumer<Update> listener) {
        synchronized (telling) {
            listeners.add(listener);
            heard = true;
            while (!untold.isEmpty()) {
                tell(untold.remove());
            }
        }
    }

    @Override
    public CompletionStage<R> completion() {
        return answer;
    }

    @Override
    public boolean isDone() {
        return answer.isDone();
    }

    @Override
    public R await() {
        if (!answer.isDone() && thread.isCurrent()) {
            throw new IllegalStateException("A job cannot wait for another one of its own thread");
        }
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            cancel();
            throw cancellation();
        } catch (ExecutionException failed) {
            throw unwrapped(failed.getCause());
        }
    }

    private static RuntimeException unwrapped(Throwable cause) {
        return switch (cause) {
            case RuntimeException failure -> failure;
            case Error error -> throw error;
            default -> new IllegalStateException(cause);
        };
    }
}
