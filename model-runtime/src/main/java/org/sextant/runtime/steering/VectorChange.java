package org.sextant.runtime.steering;

import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/// What a vector does to the residual stream of one forward pass.
final class VectorChange implements UnaryOperator<NDArray> {
    private final NDManager scope;
    private final DataType type;
    private final UnaryOperator<NDArray> change;

    /// @param mask `[T]` 1 at the positions that are changed
    /// @param scope lives as long as the pass
    /// @param type that the model computes in
    VectorChange(VectorEdit edit, float[] mask, NDManager scope, DataType type) {
        this.scope = scope;
        this.type = type;
        this.change = masked(everywhere(edit), mask);
    }

    /// @param x `[B, T, d_model]`
    @Override
    public NDArray apply(NDArray x) {
        return change.apply(x);
    }

    private UnaryOperator<NDArray> masked(UnaryOperator<NDArray> whole, float[] mask) {
        if (holdsAll(mask)) {
            return whole;
        }
        NDArray held = array(mask, new Shape(1, mask.length, 1));
        return x -> x.add(whole.apply(x).sub(x).mul(held));
    }

    private static boolean holdsAll(float[] mask) {
        for (float held : mask) {
            if (held == 0) {
                return false;
            }
        }
        return true;
    }

    private UnaryOperator<NDArray> everywhere(VectorEdit edit) {
        float[] numbers = edit.numbers();
        double norm = SteeringVector.norm(numbers);
        double c = edit.coefficient();
        return switch (edit.operation()) {
            case ADD -> {
                NDArray step = vector(numbers, c);
                yield x -> x.add(step);
            }
            case ADD_NORMALISED -> {
                NDArray step = vector(numbers, c);
                yield x -> {
                    NDArray moved = x.add(step);
                    return moved.mul(length(x).div(length(moved)));
                };
            }
            case ABLATE -> {
                NDArray unit = vector(numbers, 1 / norm);
                yield x -> x.sub(along(x, unit).mul(c).mul(unit));
            }
            case AFFINE -> {
                float[] mean = VectorEdit.numbers(edit.negativeMean().orElseThrow());
                double place = dot(mean, numbers) / norm;
                NDArray unit = vector(numbers, 1 / norm);
                NDArray to = vector(numbers, place / norm + c);
                yield x -> x.sub(along(x, unit).mul(unit)).add(to);
            }
            case SCALE_HEAD, ZERO, CLAMP_FEATURE, ADD_FEATURE, SCALE_FEATURE ->
                throw new IllegalArgumentException(edit.operation() + " takes no vector");
        };
    }

    /// `x · v̂` of each position, `[B, T, 1]`.
    private static NDArray along(NDArray x, NDArray unit) {
        return x.mul(unit).sum(new int[]{-1}, true);
    }

    private static NDArray length(NDArray x) {
        return x.square().sum(new int[]{-1}, true).sqrt();
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    private NDArray vector(float[] numbers, double factor) {
        float[] scaled = new float[numbers.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (factor * numbers[i]);
        }
        return array(scaled, new Shape(1, 1, scaled.length));
    }

    private NDArray array(float[] values, Shape shape) {
        NDArray array = scope.create(values, shape);
        return type == DataType.FLOAT32 ? array : array.toType(type, false);
    }
}
