package org.sextant.runtime.compare;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Sums over tokens of the products of layers with each other: each batch is multiplied in single precision and added up
/// in double. Belongs to one model's thread.
public final class ProductSums implements AutoCloseable {
    private final NDManager manager;
    private final List<Strip> strips;
    private final List<NDArray> sums;

    /// Products of one layer with some that stand side by side.
    ///
    /// @param left rows of the one
    /// @param layer which of their layers
    /// @param right rows of the others, which may be the same
    /// @param from first of their layers
    /// @param to after the last
    public record Strip(TokenRows left, int layer, TokenRows right, int from, int to) {
        /// A layer with itself.
        public static Strip own(TokenRows rows, int layer) {
            return new Strip(rows, layer, rows, layer, layer + 1);
        }

        /// A layer with all layers of another model.
        public static Strip across(TokenRows left, int layer, TokenRows right) {
            return new Strip(left, layer, right, 0, right.layers());
        }

        private Shape shape() {
            return new Shape(left.width(layer) + TokenRows.EXTRA, right.start(to) - right.start(from));
        }

        /// Bytes of its sums.
        public long bytes() {
            return shape().size() * Double.BYTES;
        }

        private NDArray product(NDArray a, NDArray b) {
            NDArray own = Ops.slice(a, 1, left.start(layer), left.start(layer + 1));
            NDArray others = Ops.slice(b, 1, right.start(from), right.start(to));
            return own.transpose().matMul(others);
        }
    }

    /// @param manager closed with this
    public ProductSums(NDManager manager, List<Strip> strips) {
        this.manager = manager;
        this.strips = List.copyOf(strips);
        this.sums = strips.stream().map(strip -> manager.zeros(strip.shape(), DataType.FLOAT64)).toList();
    }

    /// Adds the products of all rows that are filled.
    ///
    /// @param between called between products; may throw to stop
    public void add(Runnable between) {
        for (int i = 0; i < strips.size(); i++) {
            between.run();
            Strip strip = strips.get(i);
            try (NDManager scope = manager.newSubManager()) {
                NDArray left = strip.left().array(scope);
                NDArray right = strip.left() == strip.right() ? left : strip.right().array(scope);
                sums.get(i).addi(strip.product(left, right));
            }
        }
    }

    /// The sums of one pair of layers.
    ///
    /// @param strip by its number
    /// @param layer of the right rows
    public LayerSums of(int strip, int layer) {
        Strip which = strips.get(strip);
        int start = which.right().start(layer) - which.right().start(which.from());
        int width = which.right().width(layer);
        try (NDArray part = Ops.slice(sums.get(strip), 1, start, start + width + TokenRows.EXTRA)) {
            return new LayerSums(which.left().width(which.layer()), width, NativeMemory.doubles(part));
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
