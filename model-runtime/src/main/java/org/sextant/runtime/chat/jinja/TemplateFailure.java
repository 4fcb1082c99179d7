package org.sextant.runtime.chat.jinja;

import org.jspecify.annotations.Nullable;

/// A template that cannot be rendered, or that refuses a conversation itself.
public final class TemplateFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final boolean refusal;

    private TemplateFailure(String what, int line, boolean refusal, @Nullable Throwable cause) {
        super(what, cause);
        this.line = line;
        this.refusal = refusal;
    }

    TemplateFailure(String what) {
        this(what, 0, false, null);
    }

    TemplateFailure(String what, int line) {
        this(what, line, false, null);
    }

    TemplateFailure(String what, Throwable cause) {
        this(what, 0, false, cause);
    }

    /// What `raise_exception` in a template gives.
    static TemplateFailure refusal(String message) {
        return new TemplateFailure(message, 0, true, null);
    }

    /// The same failure with its line, where it does not know it yet.
    TemplateFailure at(int place) {
        return line > 0 ? this : new TemplateFailure(getMessage(), place, refusal, this);
    }

    /// Line of the template, from 1; 0 where none is to blame.
    public int line() {
        return line;
    }

    /// Whether the template itself refuses this conversation, in its own words.
    public boolean isRefusal() {
        return refusal;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
