package org.sextant.runtime.session;

/// Something to ask two models together.
///
/// @param <R> what the answer is
public sealed interface PairRequest<R> permits ComparePromptRequest, CompareLayersRequest {}
