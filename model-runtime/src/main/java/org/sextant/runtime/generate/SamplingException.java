package org.sextant.runtime.generate;

import org.sextant.runtime.SextantException;

/// A next token that cannot be drawn: settings out of their range, or logits that are no numbers.
public final class SamplingException extends SextantException {
    private static final long serialVersionUID = 1L;

    SamplingException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
