package org.sextant.app.task;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.runtime.SextantException;
import org.slf4j.LoggerFactory;

/// Where every failure of the window ends. What a person can mend is shown each time it happens; a bug is logged once
/// and shown once, however often it strikes, and the session goes on.
public final class ErrorFunnel {
    private final Consumer<Throwable> bugLog;
    private final Set<String> knownBugs = ConcurrentHashMap.newKeySet();
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(this, "problem",
            Optional.empty());

    /// A funnel with a log of its own.
    ///
    /// @param bugLog where bugs are written
    public ErrorFunnel(Consumer<Throwable> bugLog) {
        this.bugLog = bugLog;
    }

    /// A funnel that writes bugs to the application's log.
    public static ErrorFunnel logging() {
        return new ErrorFunnel(bug -> LoggerFactory.getLogger(ErrorFunnel.class).error("a bug", bug));
    }

    /// What the banner shows.
    public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Shows a failure. Called on the UI thread.
    public void report(Throwable failure) {
        diagnose(failure).ifPresent(this::show);
    }

    /// Shows a problem until it is dismissed or another takes its place.
    public void show(Problem next) {
        problem.set(Optional.of(next));
    }

    public void dismiss() {
        problem.set(Optional.empty());
    }

    /// Takes back what no longer holds, if it is what is shown.
    public void withdraw(Problem gone) {
        if (problem.get().filter(gone::equals).isPresent()) {
            dismiss();
        }
    }

    /// What to show about a failure; empty for a bug that is known already. A new bug is logged here, so this is best
    /// called where a log may be written: off the UI thread.
    Optional<Problem> diagnose(Throwable failure) {
        if (failure instanceof SextantException mendable) {
            return Optional.of(Problem.mendable(mendable));
        }
        if (!knownBugs.add(fingerprint(failure))) {
            return Optional.empty();
        }
        bugLog.accept(failure);
        return Optional.of(Problem.bug(failure));
    }

    private static String fingerprint(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getName() + (trace.length == 0 ? "" : trace[0]);
    }
}
