package org.sextant.runtime.session;

import java.util.List;

/// What goes in.
public sealed interface Prompt {
    /// Text for the model's own tokenizer.
    ///
    /// @param text the text, which may name special tokens
    /// @param specialTokens whether the tokenizer adds the special tokens that its files ask for, such as the
    ///         beginning-of-sequence token
    record Text(String text, boolean specialTokens) implements Prompt {
        public Text(String text) {
            this(text, true);
        }
    }

    /// Token ids, taken as they are.
    record Ids(List<Integer> ids) implements Prompt {
        public Ids {
            ids = List.copyOf(ids);
        }
    }
}
