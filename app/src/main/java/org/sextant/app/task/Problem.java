package org.sextant.app.task;

import org.sextant.app.log.LogFile;
import org.sextant.runtime.SextantException;

/// A failure as the person sees it.
///
/// @param kind whether the person can mend it
/// @param what what is wrong
/// @param where a file, a tensor, a position; empty where nobody knows
/// @param remedy what to do
public record Problem(Kind kind, String what, String where, String remedy) {
    /// The two kinds of failure.
    public enum Kind {
        MENDABLE, BUG
    }

    /// What a person can mend.
    public static Problem mendable(SextantException failure) {
        return new Problem(Kind.MENDABLE, failure.what(), failure.where(), failure.remedy());
    }

    static Problem bug(Throwable failure) {
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        return new Problem(Kind.BUG, "Something in Sextant went wrong", failure.getClass().getSimpleName() + message,
                "what you had open is kept; the details are in " + LogFile.path());
    }
}
