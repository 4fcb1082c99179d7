package org.sextant.app.task;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Update;

/// One task on its way: carries updates and the outcome to the UI thread. Whatever is thrown is an outcome, even an
/// [Error]: a task that nobody ends would be shown as running for ever.
final class TaskRun<R> {
    /// How to stop what runs; cancelled says that it shall never start.
    private enum Stop implements Runnable {
        NOTHING_YET, CANCELLED;

        @Override
        public void run() {}
    }

    private final BackgroundTask<R> task;
    private final Executor background;
    private final Executor ui;
    private final ErrorFunnel errors;
    private final Consumer<RunningTask> ended;
    private final RunningTask handle;
    private final AtomicReference<Runnable> stop = new AtomicReference<>(Stop.NOTHING_YET);
    private final UpdateQueue updates;

    TaskRun(
            BackgroundTask<R> task,
            Executor background,
            Executor ui,
            Executor pulse,
            ErrorFunnel errors,
            Consumer<RunningTask> ended) {
        this.task = task;
        this.background = background;
        this.ui = ui;
        this.errors = errors;
        this.ended = ended;
        this.handle = new RunningTask(task.title(),
                task.source() instanceof BackgroundTask.Source.Question, this::cancel);
        this.updates = new UpdateQueue(pulse, ui, this::updated);
    }

    RunningTask handle() {
        return handle;
    }

    /// Asks the runtime and follows the job. Never on the UI thread.
    void ask(Supplier<Job<R>> question) {
        if (stop.get() == Stop.CANCELLED) {
            settle(() -> {}, () -> {});
            return;
        }
        try {
            Job<R> job = question.get();
            job.onUpdate(updates::add);
            job.completion().whenComplete(this::completed);
            if (!stop.compareAndSet(Stop.NOTHING_YET, job::cancel)) {
                job.cancel();
            }
        } catch (Throwable failure) {
            failed(failure);
        }
    }

    /// Does work of our own. Never on the UI thread.
    void work(Callable<R> work) {
        if (!stop.compareAndSet(Stop.NOTHING_YET, Thread.currentThread()::interrupt)) {
            settle(() -> {}, () -> {});
            return;
        }
        try {
            completed(work.call(), null);
        } catch (Throwable failure) {
            failed(failure);
        }
    }

    private void cancel() {
        stop.getAndSet(Stop.CANCELLED).run();
    }

    private void updated(List<Update> batch) {
        if (!handle.isCancelled()) {
            batch.stream().filter(Update.Progress.class::isInstance).map(Update.Progress.class::cast)
                    .forEach(progress -> handle.told(progress, System.nanoTime()));
            task.updated(batch);
        }
    }

    private void completed(R result, @Nullable Throwable failure) {
        if (failure == null) {
            succeeded(result);
        } else {
            failed(failure instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : failure);
        }
    }

    private void succeeded(R result) {
        settle(() -> task.succeeded(result), () -> background.execute(() -> task.dropped(result)));
    }

    private void failed(Throwable failure) {
        if (failure instanceof CancellationException || stop.get() == Stop.CANCELLED) {
            settle(() -> {}, () -> {});
        } else if (failure instanceof SextantException mendable && task.failureListener().isPresent()) {
            Consumer<SextantException> listener = task.failureListener().get();
            settle(() -> listener.accept(mendable), () -> {});
        } else {
            Optional<Problem> problem = errors.diagnose(failure);
            settle(() -> problem.ifPresent(errors::show), () -> {});
        }
    }

    /// Hands the outcome to the UI thread, after the updates that came before it. Tasks are cancelled there, so there
    /// it is known whether the outcome is still wanted.
    private void settle(Runnable outcome, Runnable unwanted) {
        updates.flush();
        ui.execute(() -> {
            handle.finish();
            ended.accept(handle);
            try {
                (handle.isCancelled() ? unwanted : outcome).run();
            } catch (RuntimeException failure) {
                errors.report(failure);
            } finally {
                task.ended();
            }
        });
    }
}
