package org.sextant.runtime.tensor;

import java.util.Optional;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/// `x Wᵀ + b` for a single row x, as when one token is decoded. The engine multiplies one row on one thread; cut into
/// pieces of its rows the matrix becomes a batch, which all threads share. Nothing is copied: the pieces are views.
public final class RowProduct {
    /// Enough for the threads of a workstation, few enough that a piece stays a long stream.
    private static final int MOST_PIECES = 32;
    private static final int FEWEST_PIECES = 8;
    private static final int SMALLEST_MATRIX = 1 << 16;

    private final long in;
    private final long out;
    private final Optional<NDArray> pieces;

    /// @param weight `[out, in]`
    public RowProduct(NDArray weight) {
        out = weight.getShape().get(0);
        in = weight.getShape().get(1);
        boolean worthIt = out * in >= SMALLEST_MATRIX && !weight.getDevice().isGpu();
        pieces = (worthIt ? count(out) : Optional.<Integer>empty())
                .map(count -> weight.reshape(count, out / count, in).transpose(0, 2, 1));
    }

    /// The divisor nearest above the fewest pieces that make a batch of it.
    private static Optional<Integer> count(long rows) {
        return IntStream.rangeClosed(FEWEST_PIECES, MOST_PIECES).filter(count -> rows % count == 0).boxed().findFirst();
    }

    /// Whether `x` is one row, and the matrix one that is worth cutting.
    public boolean fits(NDArray x) {
        return pieces.isPresent() && x.size() == in;
    }

    /// @param x `[..., in]` with one row in all
    /// @param bias `[out]`
    /// @return `[..., out]`
    public NDArray apply(NDArray x, @Nullable NDArray bias) {
        NDArray cut = pieces.orElseThrow();
        long[] shape = x.getShape().getShape().clone();
        shape[shape.length - 1] = out;
        try (NDArray row = x.reshape(1, 1, in);
                NDArray products = row.matMul(cut)) {
            NDArray joined = products.reshape(new Shape(shape));
            if (bias == null) {
                return joined;
            }
            NDArray sum = joined.add(bias);
            joined.close();
            return sum;
        }
    }
}
