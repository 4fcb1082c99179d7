package org.sextant.app.shell;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.sextant.app.state.Preferences;

/// Writes changed preferences in the background: one after the other, the newest last, none of them half. What still
/// waits when the program ends is written then. Safe on any thread.
final class PreferencesKeeper {
    private final Consumer<Preferences> write;
    private final Consumer<RuntimeException> failed;
    private final AtomicReference<Optional<Preferences>> waiting = new AtomicReference<>(Optional.empty());

    /// @param failed hears why something could not be written
    PreferencesKeeper(Consumer<Preferences> write, Consumer<RuntimeException> failed) {
        this.write = write;
        this.failed = failed;
    }

    /// Sees to it that this will be written.
    void keep(Preferences newest) {
        waiting.set(Optional.of(newest));
        Thread.ofVirtual().name("sextant-preferences").start(this::finish);
    }

    /// Writes what waits, and returns once it is written.
    synchronized void finish() {
        try {
            waiting.getAndSet(Optional.empty()).ifPresent(write);
        } catch (RuntimeException failure) {
            failed.accept(failure);
        }
    }
}
