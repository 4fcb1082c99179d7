package org.sextant.app.state;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;

/// Prompts that cannot be read.
public final class PromptFileException extends SextantException {
    private static final long serialVersionUID = 1L;

    public PromptFileException(String what, String where, String remedy) {
        super(what, where, remedy);
    }

    public PromptFileException(String what, String where, String remedy, @Nullable Throwable cause) {
        super(what, where, remedy, cause);
    }
}
