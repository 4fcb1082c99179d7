package org.sextant.runtime.session;

/// Which token of a prompt activations are read at.
///
/// @param kind the rule
/// @param index the place from the end, for [Kind#FROM_END] alone: −1 is the last token
public record TokenPosition(Kind kind, int index) {
    public static final TokenPosition LAST = new TokenPosition(Kind.LAST, 0);
    public static final TokenPosition MEAN = new TokenPosition(Kind.MEAN, 0);
    public static final TokenPosition INSTRUCTION_END = new TokenPosition(Kind.INSTRUCTION_END, 0);
    public static final TokenPosition AFTER_INSTRUCTION = new TokenPosition(Kind.AFTER_INSTRUCTION, 0);

    /// The rules.
    public enum Kind {
        /// The last token of the prompt.
        LAST,
        /// The mean over all tokens that are not special; over all where every one is.
        MEAN,
        /// A token counted from the end.
        FROM_END,
        /// Of a conversation, the last token of what the person said last.
        INSTRUCTION_END,
        /// Of a conversation, the first token after what the person said last.
        AFTER_INSTRUCTION
    }

    /// @throws RequestException if the place is not counted from the end
    public TokenPosition {
        if ((kind == Kind.FROM_END) != (index != 0) || index > 0) {
            throw new RequestException("the token " + index + " is not counted from the end", "in the request",
                    "give -1 for the last token, -2 for the one before");
        }
    }

    /// A token counted from the end: −1 is the last.
    public static TokenPosition fromEnd(int index) {
        return new TokenPosition(Kind.FROM_END, index);
    }

    /// The rule as an argument: `last`, `mean`, `-2`, `instruction-end`, `after-instruction`.
    public String label() {
        return switch (kind) {
            case LAST -> "last";
            case MEAN -> "mean";
            case FROM_END -> Integer.toString(index);
            case INSTRUCTION_END -> "instruction-end";
            case AFTER_INSTRUCTION -> "after-instruction";
        };
    }
}
