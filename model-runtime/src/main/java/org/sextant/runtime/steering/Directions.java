package org.sextant.runtime.steering;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes the arrays of a file for directions: one a layer under `layer.3`, `layer_3`, `layers.3`, `direction.3` or `3`
/// (METHODS.md 4.13), or a single matrix `[layers, d_model]`. Names and shapes are all checked before any numbers are
/// read.
final class Directions {
    private static final Pattern LAYER = Pattern.compile("(?:(?:layers?|direction)[._])?(\\d{1,5})");
    private static final long MOST_LAYERS = 100_000;
    /// 128 MiB in float32, ten times what the largest models have of residual stream.
    private static final long MOST_NUMBERS = 1L << 25;

    private final List<Stored> arrays;
    private final Path file;

    /// An array of a file.
    ///
    /// @param shape outermost axis first
    /// @param numbers reads them; as many as the shape says
    record Stored(String name, List<Long> shape, Supplier<float[]> numbers) {}

    private Directions(List<Stored> arrays, Path file) {
        this.arrays = arrays;
        this.file = file;
    }

    /// @throws SteeringException if there is no direction, two for one layer, or numbers that are not finite; if an array
    /// is no direction; or if widths differ
    static SortedMap<Integer, float[]> of(List<Stored> arrays, Path file) {
        return new Directions(arrays, file).read();
    }

    private SortedMap<Integer, float[]> read() {
        if (arrays.isEmpty()) {
            throw refusal("the file has no layer with a direction", "give one with a direction for one layer at least");
        }
        if (isMatrix(arrays.getFirst())) {
            return rows(arrays.getFirst());
        }
        SortedMap<Integer, Stored> byLayer = new TreeMap<>();
        for (Stored array : arrays) {
            if (byLayer.putIfAbsent(layer(array), array) != null) {
                throw refusal("there are two directions for layer " + layer(array), "keep the one that is meant");
            }
        }
        requireOneWidth();
        SortedMap<Integer, float[]> directions = new TreeMap<>();
        byLayer.forEach((layer, array) -> directions.put(layer, finite(array)));
        return directions;
    }

    private boolean isMatrix(Stored array) {
        return arrays.size() == 1 && array.shape().size() == 2
                && !(LAYER.matcher(array.name()).matches() && array.shape().getFirst() == 1);
    }

    private SortedMap<Integer, float[]> rows(Stored matrix) {
        long layers = matrix.shape().getFirst();
        requireRoom(layers, matrix.shape().getLast());
        float[] values = finite(matrix);
        int width = Math.toIntExact(matrix.shape().getLast());
        SortedMap<Integer, float[]> rows = new TreeMap<>();
        for (int layer = 0; layer < layers; layer++) {
            rows.put(layer, Arrays.copyOfRange(values, layer * width, (layer + 1) * width));
        }
        return rows;
    }

    /// A direction may be a row: `[1, d_model]`.
    private int layer(Stored array) {
        Matcher name = LAYER.matcher(array.name());
        boolean row = array.shape().size() == 1 || (array.shape().size() == 2 && array.shape().getFirst() == 1);
        if (!name.matches() || !row) {
            throw refusal("the array " + array.name() + " of shape " + array.shape() + " is no direction of a layer",
                    "give arrays layer.0, layer.1 and so on, or one matrix [layers, d_model]");
        }
        return Integer.parseInt(name.group(1));
    }

    private void requireOneWidth() {
        long width = arrays.getFirst().shape().getLast();
        for (Stored array : arrays) {
            if (array.shape().getLast() != width) {
                throw refusal("the directions differ in width: " + arrays.getFirst().name() + " has " + width
                        + " numbers, " + array.name() + " has " + array.shape().getLast(),
                        "give every layer a direction of the model's d_model");
            }
        }
        requireRoom(arrays.size(), width);
    }

    private void requireRoom(long layers, long width) {
        if (layers < 1 || width < 1) {
            throw refusal("there is no layer or no number in the directions", "derive the vector again");
        }
        if (layers > MOST_LAYERS || width > MOST_NUMBERS / layers) {
            throw refusal(layers + " layers of " + width + " numbers are more than any model has",
                    "give a file of steering vectors");
        }
    }

    private float[] finite(Stored array) {
        float[] values = array.numbers().get();
        requireFinite(values, array.name(), "in " + file);
        return values;
    }

    /// @throws SteeringException if a number is infinite or NaN
    static void requireFinite(float[] values, String name, String where) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new SteeringException("number " + i + " of " + name + " is " + values[i], where,
                        "derive the vector again");
            }
        }
    }

    private SteeringException refusal(String what, String remedy) {
        return new SteeringException(what, "in " + file, remedy);
    }
}
