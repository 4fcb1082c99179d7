package org.sextant.app.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.sextant.runtime.session.Update;

/// Carries updates to the UI thread, all that a pulse brings at once: however fast the runtime tells of progress or of
/// tokens, no more than one errand waits there. Of progress only the newest counts; tokens are all delivered.
final class UpdateQueue {
    private final Executor pulse;
    private final Executor ui;
    private final Consumer<List<Update>> receiver;
    private final Deque<Update> waiting = new ArrayDeque<>();
    private boolean scheduled;

    /// @param pulse runs on the UI thread at the next pulse
    /// @param ui runs on the UI thread as soon as it is free
    /// @param receiver never gets an empty list
    UpdateQueue(Executor pulse, Executor ui, Consumer<List<Update>> receiver) {
        this.pulse = pulse;
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
        pulse.execute(this::pulsed);
    }

    /// Sees to it that what was added so far is delivered before anything that is executed next.
    void flush() {
        ui.execute(this::deliver);
    }

    private void pulsed() {
        synchronized (waiting) {
            scheduled = false;
        }
        deliver();
    }

    private void deliver() {
        List<Update> batch;
        synchronized (waiting) {
            batch = new ArrayList<>(waiting);
            waiting.clear();
        }
        if (!batch.isEmpty()) {
            receiver.accept(batch);
        }
    }
}
