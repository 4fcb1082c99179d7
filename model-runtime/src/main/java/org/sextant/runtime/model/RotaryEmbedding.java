package org.sextant.runtime.model;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.model.RotarySpec.Place;
import org.sextant.runtime.tensor.Ops;

/// Cosine and sine of one forward pass's positions, made once and used by every block that turns in the same way.
///
/// The r entries of a head that rotate do so in pairs (i, i + r/2): `x₁' = x₁ cos − x₂ sin`, `x₂' = x₂ cos + x₁ sin`;
/// the rest stay (METHODS.md 6.1). Where pairs are neighbours, the result has them half the width apart, which changes no
/// score since queries and keys are treated alike. Angles are products of float32 values, as the reference library
/// computes them.
final class RotaryEmbedding {
    private final NDArray cosine;
    private final NDArray sine;
    private final RotarySpec spec;

    private RotaryEmbedding(NDArray cosine, NDArray sine, RotarySpec spec) {
        this.cosine = cosine;
        this.sine = sine;
        this.spec = spec;
    }

    /// @param positions `[B][T]`
    /// @param length tokens of the longest sequence, those before this pass included
    static RotaryEmbedding at(RotarySpec spec, long[][] positions, int length, NDManager manager, DataType type) {
        List<Double> frequencies = spec.frequencies().at(length);
        int pairs = frequencies.size();
        int rows = positions.length * positions[0].length;
        float[] cosine = new float[rows * 2 * pairs];
        float[] sine = new float[rows * 2 * pairs];
        int row = 0;
        for (long[] sequence : positions) {
            for (long position : sequence) {
                for (int pair = 0; pair < pairs; pair++) {
                    float angle = (float) position * frequencies.get(pair).floatValue();
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
        return new RotaryEmbedding(narrow(Ops.lasting(manager.create(cosine, shape)), type),
                narrow(Ops.lasting(manager.create(sine, shape)), type), spec);
    }

    private static NDArray narrow(NDArray table, DataType type) {
        return table.getDataType() == type ? table : table.toType(type, false);
    }

    /// @param heads `[B, T, heads, width of a head]`
    NDArray rotate(NDArray heads) {
        long headDim = heads.getShape().get(3);
        int width = spec.width();
        if (headDim == width) {
            return rotateWhole(heads);
        }
        NDList parts = spec.place() == Place.FIRST
                ? new NDList(rotateWhole(Ops.lastAxis(heads, 0, width)), Ops.lastAxis(heads, width, headDim))
                : new NDList(Ops.lastAxis(heads, 0, headDim - width),
                        rotateWhole(Ops.lastAxis(heads, headDim - width, headDim)));
        return NDArrays.concat(parts, 3);
    }

    /// `x ⊙ cos + (x₂ ∥ x₁) ⊙ (−sin ∥ sin)`.
    private NDArray rotateWhole(NDArray given) {
        NDArray x = spec.interleaved() ? apart(given) : given;
        int width = spec.width();
        NDArray swapped = NDArrays.concat(
                new NDList(Ops.lastAxis(x, width / 2, width), Ops.lastAxis(x, 0, width / 2)), 3);
        return x.mul(cosine).add(swapped.mul(sine));
    }

    /// Neighbours to pairs half the width apart.
    private NDArray apart(NDArray x) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), shape.get(2), spec.width() / 2, 2).transpose(0, 1, 2, 4, 3)
                .reshape(shape);
    }
}
