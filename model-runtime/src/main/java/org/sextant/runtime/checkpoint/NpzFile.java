package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// numpy's `.npz`: a zip file of `.npy` arrays, here of floating-point numbers. An array is inflated only when it is
/// asked for, and only to the size that its header, checked against the zip's table, says.
public final class NpzFile implements AutoCloseable {
    private static final String ENDING = ".npy";
    private static final int MOST_ARRAYS = 100_000;
    /// 1 GiB.
    private static final long LARGEST = 1L << 30;

    private final Path path;
    private final ZipFile zip;
    private final Map<String, Stored> arrays = new LinkedHashMap<>();

    private record Stored(ZipEntry entry, NpyHeader header) {}

    private NpzFile(Path path, ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    /// Opens the file and checks the header of each array.
    ///
    /// @throws CheckpointException if the file cannot be read, is no zip file, or holds anything but arrays of numbers
    public static NpzFile open(Path path) {
        NpzFile file = new NpzFile(path, ZipFiles.open(path));
        try {
            file.readHeaders();
            return file;
        } catch (RuntimeException refused) {
            file.close();
            throw refused;
        }
    }

    private void readHeaders() {
        if (zip.size() > MOST_ARRAYS) {
            throw new CheckpointException("the file holds " + zip.size() + " arrays", path, "give one with fewer");
        }
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (!name.endsWith(ENDING)) {
                throw new CheckpointException("the file holds " + name + ", which is no array", path,
                        "save it with numpy.savez");
            }
            String array = name.substring(0, name.length() - ENDING.length());
            if (arrays.putIfAbsent(array, new Stored(entry, header(entry, array))) != null) {
                throw wrong(array, "stands there twice");
            }
        }
    }

    private NpyHeader header(ZipEntry entry, String array) {
        NpyHeader header;
        try (InputStream in = zip.getInputStream(entry)) {
            header = NpyHeader.read(in);
        } catch (NpyHeader.Malformed malformed) {
            throw wrong(array, malformed.getMessage());
        } catch (IOException damaged) {
            throw damaged(array, damaged);
        }
        long expected = header.elements().map(count -> count * header.bytes() + header.length()).orElse(-1L);
        if (expected != entry.getSize() || expected > LARGEST) {
            throw wrong(array, "has the shape " + header.shape() + " of " + header.bytes()
                    + "-byte numbers, which does not fit its " + entry.getSize() + " bytes or is too large");
        }
        return header;
    }

    /// The names of the arrays, without `.npy`, and their shapes, outermost axis first.
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        arrays.forEach((name, stored) -> shapes.put(name, stored.header().shape()));
        return shapes;
    }

    /// The zip file's comment, which numpy leaves alone; empty if it has none.
    public String comment() {
        try {
            String comment = zip.getComment();
            return comment == null ? "" : comment;
        } catch (IllegalArgumentException notText) {
            return "";
        }
    }

    /// The numbers of an array as float32, outermost axis first; float64 is rounded.
    ///
    /// @throws CheckpointException if its bytes are damaged
    /// @throws IllegalArgumentException if the file has no array of this name
    public float[] floats(String name) {
        Stored stored = arrays.get(name);
        if (stored == null) {
            throw new IllegalArgumentException(name + " is not in " + path);
        }
        NpyHeader header = stored.header();
        byte[] bytes = bytes(name, stored.entry());
        ByteBuffer numbers = ByteBuffer.wrap(bytes, header.length(), bytes.length - header.length())
                .order(header.order());
        float[] values = new float[numbers.remaining() / header.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (header.bytes()) {
                case Short.BYTES -> Float.float16ToFloat(numbers.getShort());
                case Float.BYTES -> numbers.getFloat();
                default -> (float) numbers.getDouble();
            };
        }
        return header.columns() ? rows(name, values, header.shape()) : values;
    }

    private byte[] bytes(String name, ZipEntry entry) {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (bytes.length != entry.getSize() || in.read() >= 0 || sum.getValue() != entry.getCrc()) {
                throw wrong(name, "is damaged: length or checksum differ from the zip file's table");
            }
            return bytes;
        } catch (IOException damaged) {
            throw damaged(name, damaged);
        }
    }

    /// Numbers that lie column after column, row after row.
    private float[] rows(String name, float[] columns, List<Long> shape) {
        if (shape.size() < 2) {
            return columns;
        }
        if (shape.size() > 2) {
            throw wrong(name, "lies in Fortran order with " + shape.size() + " axes");
        }
        int height = Math.toIntExact(shape.getFirst());
        int width = Math.toIntExact(shape.getLast());
        float[] rows = new float[columns.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = columns[i % width * height + i / width];
        }
        return rows;
    }

    private CheckpointException damaged(String array, IOException failure) {
        return new CheckpointException("the array " + array + " cannot be read (" + failure.getMessage() + ")", path,
                "download or save it again", failure);
    }

    private CheckpointException wrong(String array, String what) {
        return new CheckpointException("the array " + array + " " + what, path,
                "save it with numpy as float32, float16 or float64");
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
