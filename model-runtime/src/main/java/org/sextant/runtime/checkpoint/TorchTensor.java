package org.sextant.runtime.checkpoint;

import java.util.List;

/// Where the numbers of a tensor lie in a storage of PyTorch's `.pt`.
///
/// @param storage holds them
/// @param offset numbers before the first
/// @param shape sizes of its axes, outermost first
/// @param strides numbers between neighbours on each axis
record TorchTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {
    private static final int MOST_AXES = 8;

    TorchTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /// A run of numbers, an entry of the zip file.
    ///
    /// @param key its name there, `data/key`
    /// @param count of numbers
    record Storage(TorchType type, String key, long count) {}

    /// Checks that every number lies within the storage and that none is told twice.
    ///
    /// @throws PickleReader.Malformed if not
    static TorchTensor within(Storage storage, long offset, List<Long> shape, List<Long> strides)
            throws PickleReader.Malformed {
        boolean sizes = shape.size() == strides.size() && shape.size() <= MOST_AXES && offset >= 0
                && shape.stream().allMatch(size -> size >= 0) && strides.stream().allMatch(stride -> stride >= 0);
        boolean empty = shape.contains(0L);
        if (!sizes || !(empty || fits(storage.count(), offset, shape, strides))) {
            throw new PickleReader.Malformed("claims a tensor of the shape " + shape + " with strides " + strides
                    + " from " + offset + " on in a storage of " + storage.count() + " numbers");
        }
        return new TorchTensor(storage, offset, shape, strides);
    }

    /// Of sizes of 1 and more.
    private static boolean fits(long count, long offset, List<Long> shape, List<Long> strides) {
        long elements = 1;
        long last = offset;
        for (int axis = 0; axis < shape.size(); axis++) {
            long steps = shape.get(axis) - 1;
            long stride = strides.get(axis);
            boolean beyond = stride > 0 && steps > (count - 1 - last) / stride;
            if (elements > count / shape.get(axis) || last >= count || beyond) {
                return false;
            }
            elements *= shape.get(axis);
            last += steps * stride;
        }
        return last < count;
    }

    long elements() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    /// Whether they lie one after another in row-major order.
    boolean contiguous() {
        long expected = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            if (shape.get(axis) > 1 && strides.get(axis) != expected) {
                return false;
            }
            expected *= shape.get(axis);
        }
        return true;
    }

    /// How many numbers of the storage, from the offset on, hold all of them.
    long span() {
        long last = 0;
        for (int axis = 0; axis < shape.size(); axis++) {
            last += Math.max(0, shape.get(axis) - 1) * strides.get(axis);
        }
        return elements() == 0 ? 0 : last + 1;
    }
}
