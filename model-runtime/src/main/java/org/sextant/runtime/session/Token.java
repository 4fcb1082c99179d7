package org.sextant.runtime.session;

/// One token of a prompt or of a continuation.
///
/// @param position counted from 0
/// @param id row of the embedding
/// @param text what the token stands for, whitespace as it is; the replacement character where its bytes are no whole
///         character; `#id` where the model has no tokenizer
/// @param hexBytes its UTF-8 bytes in hex, separated by spaces; empty for special tokens and without a tokenizer
/// @param special whether the tokenizer calls it special
public record Token(int position, int id, String text, String hexBytes, boolean special) {}
