package org.sextant.runtime.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/// Additive masks of one forward pass, one a window width: 0 where query i sees key j, −∞ elsewhere. A query sees keys
/// j ≤ i that are real and, with a window w, j > i − w; itself always, so that no row is empty.
final class AttentionMasks {
    private final TokenBatch batch;
    private final NDManager manager;
    private final DataType type;
    private final Map<Integer, Optional<NDArray>> byWindow = new HashMap<>();

    AttentionMasks(TokenBatch batch, NDManager manager, DataType type) {
        this.batch = batch;
        this.manager = manager;
        this.type = type;
    }

    /// `[1 or B, 1, T, S]`; empty where every query sees every key.
    Optional<NDArray> of(int window) {
        return byWindow.computeIfAbsent(window, this::make);
    }

    private Optional<NDArray> make(int window) {
        boolean padded = batch.padded();
        boolean windowed = window > 0 && window < batch.keys();
        if (batch.queries() == 1 && !padded && !windowed) {
            return Optional.empty();
        }
        int rows = padded ? batch.size() : 1;
        int queries = batch.queries();
        int keys = batch.keys();
        float[] mask = new float[rows * queries * keys];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            for (int query = batch.cached(); query < keys; query++) {
                for (int key = 0; key < keys; key++) {
                    mask[at++] = sees(row, query, key, window) ? 0 : Float.NEGATIVE_INFINITY;
                }
            }
        }
        NDArray single = manager.create(mask, new Shape(rows, 1, queries, keys));
        return Optional.of(type == DataType.FLOAT32 ? single : single.toType(type, false));
    }

    private boolean sees(int row, int query, int key, int window) {
        if (key == query) {
            return true;
        }
        return key < query && batch.real()[row][key] && (window == 0 || key > query - window);
    }
}
