package org.sextant.runtime.model;

import java.util.Optional;

import ai.djl.ndarray.NDArray;

/// Where a transformer gets its weights from while it is put together.
public interface Weights {
    /// Stands for no block, or no expert.
    int NONE = -1;

    /// The weight in its role, shaped as [Parameter#shape] says; empty where the model has none, such as a bias.
    ///
    /// @param layer the block, or [#NONE] outside the blocks
    /// @param expert the expert, or [#NONE] for what belongs to none
    Optional<NDArray> find(Parameter parameter, int layer, int expert);

    /// A weight that belongs to no expert.
    default Optional<NDArray> find(Parameter parameter, int layer) {
        return find(parameter, layer, NONE);
    }

    /// A weight that the model cannot do without.
    default NDArray require(Parameter parameter, int layer) {
        return require(parameter, layer, NONE);
    }

    /// A weight of an expert that the model cannot do without.
    default NDArray require(Parameter parameter, int layer, int expert) {
        return find(parameter, layer, expert).orElseThrow(
                () -> new IllegalStateException("no source for " + parameter + " of block " + layer));
    }
}
