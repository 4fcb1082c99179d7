package org.sextant.runtime;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/// A failure that a person can mend. It says what is wrong, where, and what to do about it; everything else that is
/// thrown is a bug of ours.
public abstract class SextantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String where;
    private final String remedy;

    protected SextantException(String what, String where, String remedy) {
        this(what, where, remedy, null);
    }

    protected SextantException(String what, String where, String remedy, @Nullable Throwable cause) {
        super(what + ", " + where + "; " + remedy, cause);
        this.what = Objects.requireNonNull(what);
        this.where = Objects.requireNonNull(where);
        this.remedy = Objects.requireNonNull(remedy);
    }

    /// What is wrong, as a clause without a full stop: "the header is longer than the file".
    public String what() {
        return what;
    }

    /// Where: a file, a tensor, a position of the prompt.
    public String where() {
        return where;
    }

    /// What the person can do: "download the file again".
    public String remedy() {
        return remedy;
    }
}
