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

    /// A conversation, which the model's own chat template renders. The rendered text names its special tokens itself,
    /// and none is added to it.
    ///
    /// @param turns in their order
    /// @param addGenerationPrompt whether to end with what the assistant's next turn begins with
    record Chat(List<ChatTurn> turns, boolean addGenerationPrompt) implements Prompt {
        public Chat {
            turns = List.copyOf(turns);
        }
    }

    /// Token ids, taken as they are.
    record Ids(List<Integer> ids) implements Prompt {
        public Ids {
            ids = List.copyOf(ids);
        }
    }
}
