package org.sextant.app.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/// What a command that is broken off has to undo: the job that runs, the file that is half written. The newest step is
/// undone first, and nothing can begin once the end has come.
final class Interruption {
    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean interrupted;

    /// Undoes one step when the command is broken off; closing it means the step is over.
    interface Step extends AutoCloseable {
        void undo();

        @Override
        void close();
    }

    /// An interruption that comes with the end of this process, as by Ctrl-C.
    static Interruption ofProcess() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(interruption::interrupt));
        return interruption;
    }

    /// Notes that `undo` is needed from now until the step is closed.
    ///
    /// @throws CancellationException if the command was broken off before
    synchronized Step during(Runnable undo) {
        refuseIfInterrupted();
        var step = new NotedStep(undo);
        steps.push(step);
        return step;
    }

    /// Does what may not be left half done, such as moving a finished file to its place.
    ///
    /// @throws CancellationException if the command was broken off before
    synchronized void undivided(Runnable action) {
        refuseIfInterrupted();
        action.run();
    }

    synchronized void interrupt() {
        interrupted = true;
        while (!steps.isEmpty()) {
            steps.pop().undo();
        }
    }

    synchronized boolean isInterrupted() {
        return interrupted;
    }

    private void refuseIfInterrupted() {
        if (interrupted) {
            throw new CancellationException("broken off");
        }
    }

    private synchronized void forget(Step step) {
        steps.remove(step);
    }

    private final class NotedStep implements Step {
        private final Runnable undo;

        NotedStep(Runnable undo) {
            this.undo = undo;
        }

        @Override
        public void undo() {
            undo.run();
        }

        @Override
        public void close() {
            forget(this);
        }
    }
}
