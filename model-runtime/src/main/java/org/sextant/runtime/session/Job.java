package org.sextant.runtime.session;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Work that has been asked for. Its stage completes with the answer, with a
/// [org.sextant.runtime.SextantException] that says what to do, or with a
/// [java.util.concurrent.CancellationException] when it was cancelled or a newer request of its lane replaced it.
/// Updates and completion arrive on a thread of the runtime.
///
/// @param <R> what the answer is
public interface Job<R> {
    CompletionStage<R> completion();

    /// Adds a listener. The first one is told at once, on the calling thread, what was sent before it came: the newest
    /// 256 updates. A later one hears only what follows.
    void onUpdate(Consumer<Update> listener);

    /// Asks the work to stop; it looks for this between blocks and between tokens. Does nothing once done.
    void cancel();

    boolean isDone();

    /// Waits for the answer; not for the UI thread.
    ///
    /// @throws org.sextant.runtime.SextantException what the person can mend
    /// @throws java.util.concurrent.CancellationException if it was cancelled
    R await();
}
