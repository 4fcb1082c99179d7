package org.sextant.runtime.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.harvest.FeatureTally;
import org.sextant.runtime.harvest.HarvestProgress;
import org.sextant.runtime.harvest.HarvestStore;
import org.sextant.runtime.sae.TextFeatures;

/// Counts on a thread of its own, and keeps what was counted from time to time. Closing keeps what was handed over until
/// then, so that little is lost where the work is broken off.
final class TallyThread implements AutoCloseable {
    private static final int WAITING = 4;
    private static final int WORTH = 10;
    private static final long LOOK_MS = 50;

    private final FeatureTally tally;
    private final HarvestStore store;
    private final int passedOver;
    private final Duration interval;
    private final long tokensBefore;
    private final BlockingQueue<List<TextFeatures>> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread = Thread.ofPlatform().name("harvest").unstarted(this::run);
    private HarvestProgress progress;
    private volatile boolean ending;
    private volatile boolean complete;
    private volatile @Nullable RuntimeException failure;

    /// @param interval how often to keep what was counted; less often where keeping takes long
    TallyThread(FeatureTally tally, HarvestStore store, HarvestProgress before, int passedOver, Duration interval) {
        this.tally = tally;
        this.store = store;
        this.progress = before;
        this.passedOver = passedOver;
        this.interval = interval;
        this.tokensBefore = tally.tokens();
        thread.start();
    }

    /// Tokens that had been counted before.
    long tokensBefore() {
        return tokensBefore;
    }

    /// Hands over a batch; waits while there is much to count.
    ///
    /// @throws org.sextant.runtime.harvest.HarvestException if what was counted cannot be kept
    void add(List<TextFeatures> batch, JobContext context) {
        try {
            while (!waiting.offer(batch, LOOK_MS, TimeUnit.MILLISECONDS)) {
                context.checkCancelled();
                context.letOthersIn();
                rethrow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a harvest was counted", interrupted);
        }
        rethrow();
    }

    /// Says that all was handed over, and waits until it is counted and kept.
    void finish() {
        complete = true;
        end();
        rethrow();
    }

    private void rethrow() {
        RuntimeException known = failure;
        failure = null;
        if (known != null) {
            throw known;
        }
    }

    private void run() {
        try {
            count();
        } catch (RuntimeException broken) {
            failure = broken;
        }
    }

    private void count() {
        long kept = System.nanoTime();
        long pause = interval.toNanos();
        while (!ending || !waiting.isEmpty()) {
            List<TextFeatures> batch = next();
            if (batch != null) {
                batch.forEach(text -> tally.add(text, passedOver));
                progress = new HarvestProgress(progress.batches() + 1, progress.texts() + batch.size(), false);
            }
            if (System.nanoTime() - kept > pause) {
                long start = System.nanoTime();
                store.save(tally, progress);
                kept = System.nanoTime();
                pause = Math.max(interval.toNanos(), WORTH * (kept - start));
            }
        }
        store.save(tally, new HarvestProgress(progress.batches(), progress.texts(), complete));
    }

    private @Nullable List<TextFeatures> next() {
        try {
            return waiting.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException("nobody interrupts this thread", nobodyDoes);
        }
    }

    private void end() {
        ending = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// @throws org.sextant.runtime.harvest.HarvestException if what was counted last cannot be kept
    @Override
    public void close() {
        end();
        rethrow();
    }
}
