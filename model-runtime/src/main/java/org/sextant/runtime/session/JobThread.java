package org.sextant.runtime.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.sextant.runtime.SextantException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that does jobs one after another, in the order in which they were asked for, idle ones last. What the jobs share, such as
/// the arrays of a model, is touched by this thread alone and given up on it, last of all.
final class JobThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobThread.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<QueuedJob<?>> waiting = new ArrayDeque<>();
    /// The running job, and those that are done in its midst; the innermost first.
    private final Deque<QueuedJob<?>> running = new ArrayDeque<>();
    private boolean closed;

    private final Supplier<SextantException> refusal;
    private final Runnable atTheEnd;
    private final Thread thread;

    /// Starts the thread.
    ///
    /// @param name of the thread, for logs and debuggers
    /// @param refusal what to throw where work is asked for after closing
    /// @param atTheEnd frees what the jobs shared; runs on this thread when the last job is over
    JobThread(String name, Supplier<SextantException> refusal, Runnable atTheEnd) {
        this.refusal = refusal;
        this.atTheEnd = atTheEnd;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::work);
    }

    <R> Job<R> submit(Work<R> work) {
        QueuedJob<R> job = new QueuedJob<>(this, work, null, false);
        enqueue(job);
        return job;
    }

    /// Queues work that is done when nothing else waits.
    <R> Job<R> submitIdle(Work<R> work) {
        QueuedJob<R> job = new QueuedJob<>(this, work, null, true);
        enqueue(job);
        return job;
    }

    /// Queues work that takes the place of a waiting or running job of the same lane. It waits at the end of the queue.
    <R> Job<R> submitLatest(String lane, Work<R> work) {
        QueuedJob<R> job = new QueuedJob<>(this, work, lane, false);
        List<QueuedJob<?>> replaced = enqueue(job);
        replaced.forEach(QueuedJob::cancel);
        return job;
    }

    private List<QueuedJob<?>> enqueue(QueuedJob<?> job) {
        lock.lock();
        try {
            if (closed) {
                throw refusal.get();
            }
            List<QueuedJob<?>> sameLane = unfinished(
                    other -> job.lane().isPresent() && other.lane().equals(job.lane()));
            waiting.add(job);
            changed.signal();
            return sameLane;
        } finally {
            lock.unlock();
        }
    }

    private List<QueuedJob<?>> unfinished(Predicate<QueuedJob<?>> which) {
        List<QueuedJob<?>> jobs = new ArrayList<>(waiting);
        jobs.addAll(running);
        jobs.removeIf(which.negate());
        return jobs;
    }

    /// Takes a cancelled job out of the queue. It completes on a thread of its own, since the one that cancels may be
    /// the UI thread and the model thread may be busy. A running job stays: it ends itself. So do all once the thread
    /// closes: it goes through them quickly, and they are over when it is.
    void withdraw(QueuedJob<?> job) {
        lock.lock();
        try {
            if (closed || !waiting.remove(job)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().start(job::completeCancelled);
    }

    boolean isCurrent() {
        return thread.equals(Thread.currentThread());
    }

    private void work() {
        for (Optional<QueuedJob<?>> job = next(); job.isPresent(); job = next()) {
            job.get().run();
        }
        release();
    }

    /// Does waiting jobs in the midst of the running one, on this thread: those of other lanes, and where the running one
    /// gives way to all, every one that does not itself.
    ///
    /// @param all whether the running one gives way to all
    void letIn(boolean all) {
        for (Optional<QueuedJob<?>> job = nextInner(all); job.isPresent(); job = nextInner(all)) {
            job.get().run();
            endInner();
        }
    }

    private Optional<QueuedJob<?>> nextInner(boolean all) {
        lock.lock();
        try {
            Optional<QueuedJob<?>> job = waiting.stream().filter(each -> each.lane().isPresent() || all)
                    .filter(each -> !each.isIdle() && !isOfARunningLane(each)).findFirst();
            job.ifPresent(one -> {
                waiting.remove(one);
                running.push(one);
            });
            return job;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOfARunningLane(QueuedJob<?> job) {
        return job.lane().isPresent() && running.stream().anyMatch(other -> other.lane().equals(job.lane()));
    }

    private void endInner() {
        lock.lock();
        try {
            running.pop();
        } finally {
            lock.unlock();
        }
    }

    private Optional<QueuedJob<?>> next() {
        lock.lock();
        try {
            running.clear();
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            Optional<QueuedJob<?>> job = waiting.stream().filter(each -> !each.isIdle()).findFirst()
                    .or(() -> waiting.stream().findFirst());
            job.ifPresent(one -> {
                waiting.remove(one);
                running.push(one);
            });
            return job;
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        try {
            atTheEnd.run();
        } catch (RuntimeException bug) {
            LOG.error("{} could not free what it held", thread.getName(), bug);
        }
    }

    /// Cancels what waits and what runs, and returns when the shared things are freed. On the thread itself, from a
    /// listener of a job, it cannot wait for that job and returns at once; all is freed as soon as the job is over.
    @Override
    public void close() {
        List<QueuedJob<?>> cancelled;
        lock.lock();
        try {
            closed = true;
            cancelled = unfinished(job -> true);
            changed.signal();
        } finally {
            lock.unlock();
        }
        cancelled.forEach(QueuedJob::cancel);
        if (!isCurrent()) {
            joinUninterruptibly();
        }
    }

    private void joinUninterruptibly() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
