package org.sextant.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// The tensors of a small safetensors file as plain arrays. It trusts the file and shares no code with the reader that
/// is under test.
public final class ReferenceTensors {
    private final JsonNode header;
    private final ByteBuffer data;

    private ReferenceTensors(JsonNode header, ByteBuffer data) {
        this.header = header;
        this.data = data;
    }

    public static ReferenceTensors read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            byte[] json = new byte[Math.toIntExact(bytes.getLong())];
            bytes.get(json);
            return new ReferenceTensors(new ObjectMapper().readTree(json),
                    bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        header.fieldNames().forEachRemaining(names::add);
        names.remove("__metadata__");
        return names;
    }

    public boolean contains(String name) {
        return names().contains(name);
    }

    public int[] shape(String name) {
        List<Integer> sizes = new ArrayList<>();
        header.path(name).path("shape").forEach(size -> sizes.add(size.intValue()));
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    /// The values of an F32 tensor, row-major.
    public float[] floats(String name) {
        ByteBuffer bytes = bytes(name, "F32");
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /// The values of an I64 tensor, row-major.
    public long[] longs(String name) {
        ByteBuffer bytes = bytes(name, "I64");
        long[] values = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(values);
        return values;
    }

    /// The rows of an I64 matrix, such as `input_ids`.
    public long[][] rows(String name) {
        long[] values = longs(name);
        int[] shape = shape(name);
        long[][] rows = new long[shape[0]][shape[1]];
        for (int row = 0; row < shape[0]; row++) {
            System.arraycopy(values, row * shape[1], rows[row], 0, shape[1]);
        }
        return rows;
    }

    /// A text of `__metadata__`.
    public Optional<String> metadata(String key) {
        return Optional.ofNullable(header.path("__metadata__").path(key).textValue());
    }

    private ByteBuffer bytes(String name, String dtype) {
        JsonNode entry = header.path(name);
        if (!entry.path("dtype").asText().equals(dtype)) {
            throw new IllegalArgumentException(name + " is " + entry + ", not " + dtype);
        }
        JsonNode offsets = entry.path("data_offsets");
        int begin = offsets.get(0).intValue();
        return data.slice(begin, offsets.get(1).intValue() - begin).order(ByteOrder.LITTLE_ENDIAN);
    }
}
