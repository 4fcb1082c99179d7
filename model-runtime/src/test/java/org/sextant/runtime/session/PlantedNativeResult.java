package org.sextant.runtime.session;

import ai.djl.ndarray.NDArray;

/// A violation on purpose, for the architecture test: an array of the engine that leaves the session.
public record PlantedNativeResult(NDArray logits) {}
