package org.sextant.app.shell;

import java.util.Optional;
import java.util.function.Supplier;

import org.sextant.runtime.session.ModelPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Session;

/// The runtime, started when it is first asked for, so that the window need not wait for it. Safe on any thread.
final class LazySession implements AutoCloseable {
    private final Supplier<Session> start;
    private Optional<Session> session = Optional.empty();
    private Optional<ModelPair> pair = Optional.empty();

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

    /// Two open models side by side: the pair of the call before, if that was about the same two.
    synchronized ModelPair pair(OpenModel a, OpenModel b) {
        if (pair.filter(now -> now.a().equals(a) && now.b().equals(b)).isEmpty()) {
            pair.ifPresent(ModelPair::close);
            pair = Optional.of(get().pair(a, b));
        }
        return pair.get();
    }

    /// Closes a model, and before that the pair that it belongs to.
    void free(OpenModel model) {
        leave(model);
        model.close();
    }

    private synchronized void leave(OpenModel model) {
        if (pair.filter(now -> now.a().equals(model) || now.b().equals(model)).isPresent()) {
            pair.ifPresent(ModelPair::close);
            pair = Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        session.ifPresent(Session::close);
        session = Optional.empty();
        pair = Optional.empty();
    }
}
