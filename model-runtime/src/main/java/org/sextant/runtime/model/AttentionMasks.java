package org.sextant.runtime.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.Ops;

/// Additive masks of one forward pass, one a window width: 0 where query i sees key j, −∞ elsewhere. A query sees keys
/// j ≤ i that are real and, with a window w, j > i − w; itself always, so that no row is empty. The mask is the logarithm
/// of whether it sees.
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
        boolean windowed = window > 0 && window < batch.keys();
        if (batch.queries() == 1 && !batch.padded() && !windowed) {
            return Optional.empty();
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray mask = visible(window, scope).toType(type, false).log();
            mask.attach(manager);
            return Optional.of(mask);
        }
    }

    /// `[1 or B, 1, T, S]`, made where the model computes: for a long prompt these are many.
    private NDArray visible(int window, NDManager scope) {
        NDArray keys = scope.arange(batch.keys());
        NDArray queries = scope.arange(batch.cached(), batch.keys()).reshape(-1, 1);
        NDArray visible = keys.lt(queries).reshape(1, 1, batch.queries(), batch.keys());
        if (batch.padded()) {
            visible = visible.logicalAnd(real(scope));
        }
        if (window > 0) {
            visible = visible.logicalAnd(inWindow(window, scope));
        }
        return visible.logicalOr(keys.eq(queries));
    }

    /// `[B, 1, 1, S]`.
    private NDArray real(NDManager scope) {
        boolean[] flat = new boolean[batch.size() * batch.keys()];
        for (int row = 0; row < batch.size(); row++) {
            System.arraycopy(batch.real()[row], 0, flat, row * batch.keys(), batch.keys());
        }
        return scope.create(flat, new Shape(batch.size(), 1, 1, batch.keys()));
    }

    /// `[1 or B, 1, T, S]`. A window counts positions: padding takes no place in it.
    private NDArray inWindow(int window, NDManager scope) {
        int rows = batch.padded() ? batch.size() : 1;
        long[] flat = Arrays.stream(batch.keyPositions()).limit(rows).flatMapToLong(Arrays::stream).toArray();
        NDArray positions = scope.create(flat, new Shape(rows, 1, 1, batch.keys()));
        NDArray first = Ops.lastAxis(positions, batch.cached(), batch.keys()).reshape(rows, 1, batch.queries(), 1)
                .sub(window);
        return positions.gt(first);
    }
}
