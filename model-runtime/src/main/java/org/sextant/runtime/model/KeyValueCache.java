package org.sextant.runtime.model;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.Ops;

/// Keys and values of the tokens so far, so that a new token costs one token. Room for all is made at once.
public final class KeyValueCache implements AutoCloseable {
    private final NDManager manager;
    private final int capacity;
    private final List<NDArray> keys = new ArrayList<>();
    private final List<NDArray> values = new ArrayList<>();
    private final List<RotaryFrequencies> rotary;
    private boolean[][] real;

    KeyValueCache(NDManager manager, ModelSpec spec, DataType type, int batch, int capacity) {
        this.manager = manager;
        this.capacity = capacity;
        this.real = new boolean[batch][0];
        Shape keyRoom = new Shape(batch, spec.kvHeads(), capacity, spec.headDim());
        Shape valueRoom = new Shape(batch, spec.kvHeads(), capacity, spec.attention().valueDim());
        for (int layer = 0; layer < spec.layers(); layer++) {
            keys.add(manager.create(keyRoom, type));
            values.add(manager.create(valueRoom, type));
        }
        rotary = spec.blocks().stream().flatMap(block -> block.rotary().stream()).map(RotarySpec::frequencies)
                .distinct().toList();
    }

    /// Tokens held.
    public int length() {
        return real[0].length;
    }

    /// Tokens that fit.
    public int capacity() {
        return capacity;
    }

    /// Whether keys turned when they were added would turn otherwise in a longer sequence, so that the sequence has to go
    /// through the model anew: empty the cache with [#clear] and begin with the first token.
    ///
    /// @param length tokens after the next pass
    public boolean outdatedAt(int length) {
        return length() > 0 && rotary.stream().anyMatch(table -> !table.sameTable(length(), length));
    }

    /// Forgets all tokens and keeps the room.
    public void clear() {
        real = new boolean[real.length][0];
    }

    boolean[][] real() {
        return real;
    }

    /// Adds a block's new keys and gives all of them.
    ///
    /// @param added `[B, K, T, d]`
    /// @return `[B, K, S, d]`
    NDArray keys(int layer, NDArray added) {
        return append(keys.get(layer), added);
    }

    /// As [#keys], for values.
    NDArray values(int layer, NDArray added) {
        return append(values.get(layer), added);
    }

    private NDArray append(NDArray room, NDArray added) {
        long to = length() + added.getShape().get(2);
        Ops.write(room, 2, length(), to, added);
        NDArray held = Ops.slice(room, 2, 0, to);
        held.attach(added.getManager());
        return held;
    }

    /// Called once all blocks have added their part.
    void advance(boolean[][] nowReal) {
        real = nowReal;
    }

    @Override
    public void close() {
        manager.close();
    }
}
