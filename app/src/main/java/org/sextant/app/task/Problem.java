package org.sextant.app.task;

import org.sextant.app.log.LogFile;
import org.sextant.runtime.SextantException;

/// A failure, or a warning, as the person sees it.
///
/// @param kind whether the person can mend it
/// @param what what is wrong
/// @param where a file, a tensor, a position; empty where nobody knows
/// @param remedy what to do
public record Problem(Kind kind, String what, String where, String remedy) {
    /// The kinds of problem.
    public enum Kind {
        /// Something failed, and a person can mend it.
        MENDABLE,
        /// Something failed by our fault.
        BUG,
        /// Nothing failed, but results may not be what they seem.
        WARNING
    }

    /// What a person can mend.
    public static Problem mendable(SextantException failure) {
        return new Problem(Kind.MENDABLE, failure.what(), failure.where(), failure.remedy());
    }

    /// What a person should know although nothing failed.
    public static Problem warning(String what, String where, String remedy) {
        return new Problem(Kind.WARNING, what, where, remedy);
    }

    /// Whether something failed.
    public boolean isFailure() {
        return kind != Kind.WARNING;
    }

    static Problem bug(Throwable failure) {
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        return new Problem(Kind.BUG, "Something in Sextant went wrong", failure.getClass().getSimpleName() + message,
                "what you had open is kept; the details are in " + LogFile.path());
    }
}
