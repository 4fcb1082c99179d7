package org.sextant.runtime.model;

import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/// The rotary embeddings of one forward pass, each made when a block first asks for it.
final class RotaryTables {
    private final TokenBatch batch;
    private final NDManager manager;
    private final DataType type;
    private final Map<RotarySpec, RotaryEmbedding> made = new HashMap<>();

    RotaryTables(TokenBatch batch, NDManager manager, DataType type) {
        this.batch = batch;
        this.manager = manager;
        this.type = type;
    }

    RotaryEmbedding of(RotarySpec spec) {
        return made.computeIfAbsent(spec,
                wanted -> RotaryEmbedding.at(wanted, batch.positions(), batch.longest(), manager, type));
    }
}
