package org.sextant.assets.tokenizer;

/// The tokens that stand for no text of their own; they come first in every vocabulary.
public enum SpecialToken {
    /// For what no other token spells; the bytes leave nothing to it.
    UNKNOWN(0, "<unk>"),
    /// Begins every text.
    BEGIN(1, "<s>"),
    /// Ends a text.
    END(2, "</s>"),
    /// Fills a text up to the length of others.
    PADDING(3, "<pad>"),
    /// Begins what the user says.
    USER(4, "<|user|>"),
    /// Begins what the model says.
    ASSISTANT(5, "<|assistant|>"),
    /// Begins what is said to the model beforehand.
    SYSTEM(6, "<|system|>"),
    /// Ends what one of them says.
    END_OF_TURN(7, "<|end|>");

    private final int id;
    private final String spelling;

    SpecialToken(int id, String spelling) {
        this.id = id;
        this.spelling = spelling;
    }

    public int id() {
        return id;
    }

    /// How a text names it.
    public String spelling() {
        return spelling;
    }
}
