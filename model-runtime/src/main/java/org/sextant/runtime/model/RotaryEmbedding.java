package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import org.sextant.runtime.tensor.Ops;

/// Cosine and sine of one forward pass's positions, made once and used by every block.
///
/// The first r entries of a head rotate in pairs (i, i + r/2): `x₁' = x₁ cos − x₂ sin`, `x₂' = x₂ cos + x₁ sin`; the
/// rest stay (METHODS.md 6.1). Angles are products of float32 values, as the reference library computes them.
final class RotaryEmbedding {
    private final NDArray cosine;
    private final NDArray sine;
    private final int width;

    private RotaryEmbedding(NDArray cosine, NDArray sine, int width) {
        this.cosine = cosine;
        this.sine = sine;
        this.width = width;
    }

    /// @param positions `[B][T]`
    static RotaryEmbedding at(RotarySpec spec, long[][] positions, NDManager manager, DataType type) {
        int pairs = spec.inverseFrequencies().size();
        int rows = positions.length * positions[0].length;
        float[] cosine = new float[rows * 2 * pairs];
        float[] sine = new float[rows * 2 * pairs];
        int row = 0;
        for (long[] sequence : positions) {
            for (long position : sequence) {
                for (int pair = 0; pair < pairs; pair++) {
                    float angle = (float) position * spec.inverseFrequencies().get(pair).floatValue();
                    int first = row * 2 * pairs + pair;
                    cosine[first] = (float) (Math.cos(angle) * spec.attentionFactor());
                    cosine[first + pairs] = cosine[first];
                    sine[first] = (float) (-Math.sin(angle) * spec.attentionFactor());
                    sine[first + pairs] = -sine[first];
                }
                row++;
            }
        }
        Shape shape = new Shape(positions.length, positions[0].length, 1, 2L * pairs);
        return new RotaryEmbedding(narrow(manager.create(cosine, shape), type),
                narrow(manager.create(sine, shape), type), spec.width());
    }

    private static NDArray narrow(NDArray table, DataType type) {
        return table.getDataType() == type ? table : table.toType(type, false);
    }

    /// @param heads `[B, T, heads, width of a head]`
    NDArray rotate(NDArray heads) {
        long headDim = heads.getShape().get(3);
        if (headDim == width) {
            return rotateWhole(heads);
        }
        NDArray rotated = rotateWhole(Ops.lastAxis(heads, 0, width));
        return NDArrays.concat(new NDList(rotated, Ops.lastAxis(heads, width, headDim)), 3);
    }

    /// `x ⊙ cos + (x₂ ∥ x₁) ⊙ (−sin ∥ sin)`.
    private NDArray rotateWhole(NDArray x) {
        NDArray swapped = NDArrays.concat(
                new NDList(Ops.lastAxis(x, width / 2, width), Ops.lastAxis(x, 0, width / 2)), 3);
        return x.mul(cosine).add(swapped.mul(sine));
    }
}
