package org.sextant.runtime.session;

/// One turn of a conversation.
///
/// @param role who speaks, in the words of the model's template: [#SYSTEM], [#USER], [#ASSISTANT], or another
/// @param content what was said
public record ChatTurn(String role, String content) {
    /// What the conversation is under.
    public static final String SYSTEM = "system";
    /// The person.
    public static final String USER = "user";
    /// The model.
    public static final String ASSISTANT = "assistant";
}
