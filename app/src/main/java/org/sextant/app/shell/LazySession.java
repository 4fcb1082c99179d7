package org.sextant.app.shell;

import java.util.Optional;
import java.util.function.Supplier;

import org.sextant.runtime.session.Session;

/// The runtime, started when it is first asked for, so that the window need not wait for it. Safe on any thread.
final class LazySession implements AutoCloseable {
    private final Supplier<Session> start;
    private Optional<Session> session = Optional.empty();

    LazySession(Supplier<Session> start) {
        this.start = start;
    }

    /// The session; the first call takes as long as the engine takes to load.
    synchronized Session get() {
        if (session.isEmpty()) {
            session = Optional.of(start.get());
        }
        return session.get();
    }

    @Override
    public synchronized void close() {
        session.ifPresent(Session::close);
        session = Optional.empty();
    }
}
