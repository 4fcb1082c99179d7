package org.sextant.runtime.sae;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The tensors of an SAE in a file, as float32 in the orientation that is asked for.
final class StoredTensors implements AutoCloseable {
    private final TensorFile file;

    private StoredTensors(TensorFile file) {
        this.file = file;
    }

    /// @throws org.sextant.runtime.SextantException if the file cannot be read or is damaged
    static StoredTensors open(Path path) {
        return new StoredTensors(TensorFile.open(path));
    }

    boolean has(String name) {
        return file.shapes().containsKey(name);
    }

    /// The first of several names that the file has a tensor of.
    ///
    /// @throws SaeException if it has none of them
    String first(String... names) {
        return Arrays.stream(names).filter(this::has).findFirst().orElseThrow(() -> missing(names[0]));
    }

    /// A text, number or flag that stands beside the tensors.
    Optional<String> note(String name) {
        return file.note(name);
    }

    /// Whether a tensor has one axis of a size.
    boolean isVector(String name, int length) {
        return List.of((long) length).equals(file.shapes().get(name));
    }

    /// How many numbers a tensor of one axis has.
    ///
    /// @throws SaeException if it is missing, empty, or no vector
    int length(String name) {
        List<Long> shape = shape(name);
        if (shape.size() != 1 || shape.getFirst() < 1 || shape.getFirst() > Integer.MAX_VALUE) {
            throw new SaeException(name + " has the shape " + shape + " where a vector belongs", where(),
                    "choose a file that holds one SAE");
        }
        return Math.toIntExact(shape.getFirst());
    }

    /// The size of the other axis of a matrix, one axis of which is known.
    ///
    /// @throws SaeException if it is missing, or no such matrix
    int across(String name, int known) {
        List<Long> shape = shape(name);
        if (shape.size() != 2 || !shape.contains((long) known)) {
            throw new SaeException(name + " has the shape " + shape + " where one of the axes is " + known, where(),
                    "choose a file that holds one SAE");
        }
        long other = shape.getFirst() == known ? shape.getLast() : shape.getFirst();
        if (other < 1 || other > Integer.MAX_VALUE) {
            throw new SaeException(name + " has the shape " + shape, where(), "download the SAE again");
        }
        return (int) other;
    }

    /// The numbers of a tensor, row-major. A matrix that lies the other way round is turned, told by its sizes alone.
    ///
    /// @param shape sizes of its axes, as the format has them
    /// @throws SaeException if it is missing, has another shape, is too large, or is stored as another type than float32,
    ///         float16 or bfloat16
    float[] floats(String name, int... shape) {
        return floats(name, false, shape);
    }

    /// A matrix that the format keeps the other way round; where its sizes differ they decide.
    ///
    /// @param shape sizes of its axes as they are wanted
    /// @throws SaeException as [#floats(String, int...)]
    float[] turned(String name, int... shape) {
        return floats(name, true, shape);
    }

    /// A single number, with or without an axis.
    ///
    /// @throws SaeException if it is missing, or more than one
    float number(String name) {
        List<Long> shape = shape(name);
        if (shape.stream().anyMatch(size -> size != 1)) {
            throw wrong(name, shape, List.of());
        }
        return file.read(name)[0];
    }

    private float[] floats(String name, boolean otherWay, int... shape) {
        List<Long> stored = shape(name);
        List<Long> wanted = Arrays.stream(shape).mapToObj(Long::valueOf).toList();
        boolean square = wanted.equals(wanted.reversed());
        boolean turned = square ? otherWay : stored.equals(wanted.reversed());
        if (!stored.equals(wanted) && !stored.equals(wanted.reversed())) {
            throw wrong(name, stored, wanted);
        }
        if (wanted.stream().reduce(1L, (a, b) -> a * b) > Integer.MAX_VALUE - 8) {
            throw new SaeException(
                    name + " has the shape " + stored + ", more numbers than fit into one piece of memory",
                    where(), "choose a narrower SAE of the same site");
        }
        float[] values = file.read(name);
        return turned && shape.length == 2 ? turned(values, shape[1], shape[0]) : values;
    }

    private SaeException wrong(String name, List<Long> stored, List<Long> wanted) {
        return new SaeException(name + " has the shape " + stored + " where " + wanted + " belongs", where(),
                "check that weights and configuration are of the same SAE");
    }

    private List<Long> shape(String name) {
        return Optional.ofNullable(file.shapes().get(name)).orElseThrow(() -> missing(name));
    }

    private SaeException missing(String name) {
        return new SaeException("the tensor " + name + " is missing", where(), "download the SAE again");
    }

    private static float[] turned(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }

    private String where() {
        return "in " + file.path();
    }

    @Override
    public void close() {
        file.close();
    }
}
