package org.sextant.assets.world;

/// A prompt with a right answer, and its counterpart for which `wrong` is right.
///
/// @param task what the prompt asks for
/// @param clean the prompt, which ends right before its answer
/// @param corrupt a prompt of as many words that differs from `clean` in few places
/// @param answer the next word after `clean`, with its leading space where the text has one
/// @param wrong the next word after `corrupt`, likewise
/// @param label the class of `clean`, where the task has classes as [LabelledText] has; else empty. That of `corrupt` is
///         the other.
public record PromptPair(Task task, String clean, String corrupt, String answer, String wrong, String label) {
    /// A prompt of no class.
    public PromptPair(Task task, String clean, String corrupt, String answer, String wrong) {
        this(task, clean, corrupt, answer, wrong, "");
    }
}
