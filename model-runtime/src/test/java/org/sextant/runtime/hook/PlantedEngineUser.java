package org.sextant.runtime.hook;

import ai.djl.ndarray.NDArray;

/// A violation on purpose, for the architecture test: the engine's internals outside their door.
public final class PlantedEngineUser {
    private PlantedEngineUser() {}

    /// The forbidden call.
    public static NDArray relu(NDArray x) {
        return x.getNDArrayInternal().relu();
    }
}
