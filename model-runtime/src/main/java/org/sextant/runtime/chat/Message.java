package org.sextant.runtime.chat;

/// One turn of a conversation, as templates know it.
///
/// @param role such as `system`, `user`, `assistant`
/// @param content what was said
public record Message(String role, String content) {}
