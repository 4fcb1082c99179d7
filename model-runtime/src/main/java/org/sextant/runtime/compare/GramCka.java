package org.sextant.runtime.compare;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Linear CKA of all layers of two models whose tokens are all at hand, from products of tokens with tokens in double
/// precision (METHODS.md 5.14). For few tokens these are far smaller than the products of layers with each other. Some
/// rows of all Gram matrices are held at a time. Belongs to one model's thread.
public final class GramCka {
    /// Of rows of the Gram matrices that are held at a time, where one row of each does not take more.
    private static final long BLOCK_BYTES = 64L << 20;

    private final Layers a;
    private final Layers b;
    /// `Σ K ⊙ L`, `[layers of A][layers of B]`.
    private final double[][] both;

    /// @param a all tokens of the first model
    /// @param b all tokens of the second
    public GramCka(TokenRows a, TokenRows b) {
        this.a = new Layers(a);
        this.b = new Layers(b);
        this.both = new double[a.layers()][b.layers()];
    }

    /// Bytes beside the rows, at the most.
    public static long bytes(List<Integer> widthsA, List<Integer> widthsB, int tokens) {
        long widest = Math.max(widest(widthsA), widest(widthsB));
        long block = 8L * tokens * rowsAtOnce(widthsA.size(), tokens);
        // A block of each layer and two on their way; twice a layer in double precision.
        return block * (widthsA.size() + 2L) + 2L * 8 * tokens * widest;
    }

    private static long widest(List<Integer> widths) {
        return widths.stream().mapToLong(Integer::longValue).max().orElse(0);
    }

    private static int rowsAtOnce(int layers, int tokens) {
        return Math.clamp(BLOCK_BYTES / (8L * tokens * (layers + 2L)), 1, tokens);
    }

    /// How many steps there are.
    public int blocks() {
        return Math.ceilDiv(a.tokens(), rowsAtOnce(both.length, a.tokens()));
    }

    /// Adds some rows of all Gram matrices.
    ///
    /// @param number of the block, each once
    /// @param between called between layers; may throw to stop
    public void add(NDManager manager, int number, Runnable between) {
        int atOnce = rowsAtOnce(both.length, a.tokens());
        int from = number * atOnce;
        int to = Math.min(a.tokens(), from + atOnce);
        try (NDManager block = manager.newSubManager()) {
            long numbers = (long) (to - from) * a.tokens();
            NDArray rowsA = a.rows.array(block);
            NDArray rowsB = b.rows.array(block);
            NDArray left = block.zeros(new Shape(both.length, numbers), DataType.FLOAT64);
            for (int layer = 0; layer < both.length; layer++) {
                between.run();
                try (NDManager inner = block.newSubManager()) {
                    NDArray gram = a.gram(inner, rowsA, layer, from, to);
                    Ops.write(left, 0, layer, layer + 1L, gram.reshape(1, numbers));
                }
            }
            for (int layer = 0; layer < b.own.length; layer++) {
                between.run();
                try (NDManager inner = block.newSubManager()) {
                    NDArray gram = b.gram(inner, rowsB, layer, from, to).reshape(numbers, 1);
                    double[] products = NativeMemory.doubles(left.matMul(gram));
                    for (int row = 0; row < both.length; row++) {
                        both[row][layer] += products[row];
                    }
                }
            }
        }
    }

    /// `‖XᵀY‖² / (‖XᵀX‖ ‖YᵀY‖)`, for `‖XᵀY‖² = Σ K ⊙ L`.
    ///
    /// @return NaN where one does not vary
    public double linear(int layerA, int layerB) {
        return LinearCka.ratio(both[layerA][layerB], a.own[layerA], b.own[layerB]);
    }

    /// From unbiased estimates.
    ///
    /// @return NaN of fewer than [LinearCka#FEWEST_TOKENS] tokens, or where a layer's own estimate is not above 0
    public double debiased(int layerA, int layerB) {
        if (a.tokens() < LinearCka.FEWEST_TOKENS) {
            return Double.NaN;
        }
        double[] x = a.lengths[layerA];
        double[] y = b.lengths[layerB];
        return LinearCka.ratio(unbiased(both[layerA][layerB], x, y), unbiased(a.own[layerA], x, x),
                unbiased(b.own[layerB], y, y));
    }

    /// [LayerSums#unbiased] of centred rows, for which `Σx = Σy = 0`: with `a` and `b` the diagonals of K and L it is
    /// `Σ K ⊙ L − n/(n−2) Σ ab + Σa Σb / ((n−1)(n−2))`.
    private static double unbiased(double products, double[] a, double[] b) {
        double n = a.length;
        double left = 0;
        double right = 0;
        double diagonal = 0;
        for (int token = 0; token < a.length; token++) {
            left += a[token];
            right += b[token];
            diagonal += a[token] * b[token];
        }
        return products - n / (n - 2) * diagonal + left * right / ((n - 1) * (n - 2));
    }

    /// One model's layers.
    private static final class Layers {
        private final TokenRows rows;
        /// `Σ K ⊙ K` of each layer.
        private final double[] own;
        /// `‖x‖²` of each token's centred activation by layer, the diagonal of K.
        private final double[][] lengths;

        Layers(TokenRows rows) {
            this.rows = rows;
            this.own = new double[rows.layers()];
            this.lengths = new double[rows.layers()][rows.rows()];
        }

        int tokens() {
            return rows.rows();
        }

        /// Rows of `K = X Xᵀ` of centred columns, `[to − from, tokens]`; counts them.
        NDArray gram(NDManager scope, NDArray all, int layer, int from, int to) {
            NDArray x = rows.centred(scope, all, layer);
            NDArray some = Ops.slice(x, 0, from, to);
            some.attach(scope);
            NDArray gram = some.matMul(x.transpose());
            own[layer] += gram.square().sum().getDouble();
            double[] diagonal = NativeMemory.doubles(some.square().sum(new int[]{1}));
            System.arraycopy(diagonal, 0, lengths[layer], from, diagonal.length);
            return gram;
        }
    }
}
