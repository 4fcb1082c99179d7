package org.sextant.runtime.chat;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;

/// A chat template that cannot be rendered, or that refuses a conversation.
public final class ChatTemplateException extends SextantException {
    private static final long serialVersionUID = 1L;

    ChatTemplateException(String what, String where, String remedy, @Nullable Throwable cause) {
        super(what, where, remedy, cause);
    }
}
