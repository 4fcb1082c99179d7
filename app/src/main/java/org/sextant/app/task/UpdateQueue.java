package org.sextant.app.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.sextant.runtime.session.Update;

/// Carries updates to the UI thread, one errand at a time: however fast the runtime tells of progress, no more than
/// one errand waits there. Of progress only the newest counts; tokens are all delivered.
final class UpdateQueue {
    private final Executor ui;
    private final Consumer<Update> receiver;
    private final Deque<Update> waiting = new ArrayDeque<>();
    private boolean scheduled;

    UpdateQueue(Executor ui, Consumer<Update> receiver) {
        this.ui = ui;
        this.receiver = receiver;
    }

    void add(Update update) {
        synchronized (waiting) {
            if (update instanceof Update.Progress && waiting.peekLast() instanceof Update.Progress) {
                waiting.removeLast();
            }
            waiting.addLast(update);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        ui.execute(this::flushHere);
    }

    /// Sees to it that what was added so far is delivered before anything that is executed next.
    void flush() {
        ui.execute(this::flushHere);
    }

    private void flushHere() {
        List<Update> batch;
        synchronized (waiting) {
            batch = new ArrayList<>(waiting);
            waiting.clear();
            scheduled = false;
        }
        batch.forEach(receiver);
    }
}
