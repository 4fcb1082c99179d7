package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Runs a handler on the test's own thread, keeps what it tells, and cancels it at a chosen look.
final class RecordingContext implements JobContext {
    private final int looksAllowed;
    private final List<Update> updates = new ArrayList<>();
    private int looks;
    private Runnable between = () -> {};

    RecordingContext() {
        this(Integer.MAX_VALUE);
    }

    /// @param looksAllowed how often the work may look for cancellation before it finds one
    RecordingContext(int looksAllowed) {
        this.looksAllowed = looksAllowed;
    }

    @Override
    public void checkCancelled() {
        if (looks++ >= looksAllowed) {
            throw new CancellationException();
        }
    }

    @Override
    public void letOthersIn() {
        between.run();
    }

    @Override
    public void update(Update update) {
        updates.add(update);
    }

    /// @param action is done whenever others are let in
    RecordingContext between(Runnable action) {
        between = action;
        return this;
    }

    int looks() {
        return looks;
    }

    <U extends Update> List<U> updates(Class<U> kind) {
        return updates.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
