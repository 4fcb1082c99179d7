package org.sextant.runtime.session;

/// One candidate for the next token.
///
/// @param rank 0 for the most likely
/// @param id row of the unembedding
/// @param token its text
/// @param logit raw logit
/// @param probability softmax over the whole vocabulary
public record Prediction(int rank, int id, String token, float logit, float probability) {}
