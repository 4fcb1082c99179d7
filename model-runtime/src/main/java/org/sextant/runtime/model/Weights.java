package org.sextant.runtime.model;

import java.util.Optional;

import ai.djl.ndarray.NDArray;

/// Where a transformer gets its weights from while it is put together.
public interface Weights {
    /// The weight in its role, shaped as [Parameter#shape] says; empty where the model has none, such as a bias.
    ///
    /// @param layer the block, or −1 outside the blocks
    Optional<NDArray> find(Parameter parameter, int layer);

    /// A weight that the model cannot do without.
    default NDArray require(Parameter parameter, int layer) {
        return find(parameter, layer).orElseThrow(
                () -> new IllegalStateException("no source for " + parameter + " of block " + layer));
    }
}
