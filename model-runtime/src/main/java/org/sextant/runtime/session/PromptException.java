package org.sextant.runtime.session;

import org.sextant.runtime.SextantException;

/// A prompt that this model cannot take: empty, too long for the context, an id out of range, text without a tokenizer.
public final class PromptException extends SextantException {
    private static final long serialVersionUID = 1L;

    public PromptException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
