package org.sextant.runtime.session;

import java.util.Arrays;

/// A read-only tensor of plain Java floats, row-major. It is how activations leave the runtime.
public final class TensorValue {
    private final float[] values;
    private final int[] shape;

    private TensorValue(float[] values, int[] shape) {
        this.values = values;
        this.shape = shape;
    }

    /// Takes over `values` without copying: the caller gives the array away.
    ///
    /// @throws IllegalArgumentException if the shape does not hold exactly that many values
    public static TensorValue of(float[] values, int... shape) {
        long expected = 1;
        for (int size : shape) {
            expected *= size;
        }
        if (expected != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill the shape " + Arrays.toString(shape));
        }
        return new TensorValue(values, shape.clone());
    }

    public int rank() {
        return shape.length;
    }

    /// Size of one axis; a negative axis counts from the last.
    public int size(int axis) {
        return shape[axis < 0 ? shape.length + axis : axis];
    }

    public int[] shape() {
        return shape.clone();
    }

    public int length() {
        return values.length;
    }

    /// The value at a row-major flat index.
    public float flat(int index) {
        return values[index];
    }

    /// The value at these coordinates, one an axis.
    public float at(int... index) {
        int flat = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            flat = flat * shape[axis] + index[axis];
        }
        return values[flat];
    }

    /// A copy of `length` values from a flat index.
    public float[] slice(int from, int length) {
        return Arrays.copyOfRange(values, from, from + length);
    }

    public float[] toArray() {
        return values.clone();
    }

    @Override
    public String toString() {
        return "TensorValue" + Arrays.toString(shape);
    }
}
