package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.WholeFile;

/// Collects named tensors and writes them to a safetensors file, which appears under its name only once it is whole.
public final class SafetensorsWriter {
    private static final int CHUNK = 1 << 14;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /// Gives the numbers of a tensor by their row-major index.
    @FunctionalInterface
    public interface Floats {
        float at(int index);
    }

    /// Adds a text that goes along, such as the provenance of the numbers.
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /// Adds a float32 tensor, whose numbers are asked for when the file is written.
    ///
    /// @throws IllegalArgumentException if the name is taken
    public SafetensorsWriter add(String name, Floats values, int... shape) {
        return add(name, new Tensor(StoredType.F32, sizes(shape),
                (bytes, index) -> bytes.putFloat(values.at(index))));
    }

    /// Adds a float32 tensor.
    ///
    /// @throws IllegalArgumentException if the name is taken or the values do not fill the shape
    public SafetensorsWriter add(String name, float[] values, int... shape) {
        return requireFilled(name, values.length, shape).add(name, index -> values[index], shape);
    }

    /// Adds a float16 tensor: each value rounded to the nearest that the type holds.
    ///
    /// @throws IllegalArgumentException if the name is taken or the values do not fill the shape
    public SafetensorsWriter addHalf(String name, float[] values, int... shape) {
        return requireFilled(name, values.length, shape).add(name, new Tensor(StoredType.F16, sizes(shape),
                (bytes, index) -> bytes.putShort(Float.floatToFloat16(values[index]))));
    }

    /// Adds an int64 tensor.
    ///
    /// @throws IllegalArgumentException if the name is taken or the values do not fill the shape
    public SafetensorsWriter add(String name, long[] values, int... shape) {
        return requireFilled(name, values.length, shape).add(name, new Tensor(StoredType.I64, sizes(shape),
                (bytes, index) -> bytes.putLong(values[index])));
    }

    /// Writes everything, replacing a file that is there.
    ///
    /// @throws CheckpointException if the place cannot be written to; what was there before is then still there
    public void writeTo(Path file) {
        try {
            WholeFile.write(file, unfinished -> {
                try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)) {
                    write(channel);
                }
            });
        } catch (IOException failure) {
            throw CheckpointException.writing(file, failure);
        }
    }

    private SafetensorsWriter add(String name, Tensor tensor) {
        if (tensors.putIfAbsent(name, tensor) != null) {
            throw new IllegalArgumentException("there are two tensors " + name);
        }
        return this;
    }

    private void write(FileChannel channel) throws IOException {
        // Eight-byte numbers first and a header padded to eight bytes: so every tensor is aligned to its own numbers.
        List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
        ordered.sort(Comparator.comparingInt(entry -> -entry.getValue().type().bits()));
        byte[] header = header(ordered);
        ByteBuffer start = littleEndian(Long.BYTES + header.length).putLong(header.length).put(header);
        writeFully(channel, start.flip());
        for (Map.Entry<String, Tensor> entry : ordered) {
            write(channel, entry.getValue());
        }
    }

    private byte[] header(List<Map.Entry<String, Tensor>> ordered) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        if (!metadata.isEmpty()) {
            metadata.forEach(header.putObject("__metadata__")::put);
        }
        long begin = 0;
        for (Map.Entry<String, Tensor> entry : ordered) {
            Tensor tensor = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey()).put("dtype", tensor.type().name());
            tensor.shape().forEach(node.putArray("shape")::add);
            long end = Math.addExact(begin, tensor.byteLength());
            node.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        String json = header.toString();
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat(Math.ceilDiv(bytes, Long.BYTES) * Long.BYTES - bytes))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void write(FileChannel channel, Tensor tensor) throws IOException {
        ByteBuffer bytes = littleEndian(CHUNK * Long.BYTES);
        int count = Math.toIntExact(tensor.elements());
        for (int index = 0; index < count; index++) {
            tensor.values().put(bytes, index);
            if (bytes.remaining() < Long.BYTES || index == count - 1) {
                writeFully(channel, bytes.flip());
                bytes.clear();
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer littleEndian(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private SafetensorsWriter requireFilled(String name, int values, int[] shape) {
        long elements = new Tensor(StoredType.F32, sizes(shape), (_, _) -> {}).elements();
        if (values != elements) {
            throw new IllegalArgumentException(
                    values + " values of " + name + " do not fill the shape " + sizes(shape));
        }
        return this;
    }

    private static List<Integer> sizes(int[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    /// Puts the number at an index into a buffer.
    @FunctionalInterface
    private interface Numbers {
        void put(ByteBuffer bytes, int index);
    }

    private record Tensor(StoredType type, List<Integer> shape, Numbers values) {
        long elements() {
            return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        }

        long byteLength() {
            return Math.multiplyExact(elements(), type.bits() / Byte.SIZE);
        }
    }
}
