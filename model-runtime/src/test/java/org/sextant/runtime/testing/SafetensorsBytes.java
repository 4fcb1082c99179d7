package org.sextant.runtime.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A safetensors file put together by hand, in memory; wrong ones too.
public final class SafetensorsBytes {
    private record Tensor(String dtype, List<Long> shape, ByteBuffer data) {}

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /// Reads a well-formed file.
    public static SafetensorsBytes read(Path file) {
        try {
            ByteBuffer bytes = littleEndian(Files.readAllBytes(file));
            byte[] json = new byte[Math.toIntExact(bytes.getLong())];
            bytes.get(json);
            SafetensorsBytes read = new SafetensorsBytes();
            for (Map.Entry<String, JsonNode> field : new ObjectMapper().readTree(json).properties()) {
                if (!field.getKey().equals("__metadata__")) {
                    read.addFrom(bytes, 8 + json.length, field.getKey(), field.getValue());
                }
            }
            return read;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Writes any header before any data, whether or not they fit.
    public static void write(Path file, String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[8 + json.length + data.length];
        littleEndian(whole).putLong(json.length).put(json).put(data);
        try {
            Files.write(file, whole);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Set<String> names() {
        return tensors.keySet();
    }

    /// Adds a tensor or replaces it.
    public SafetensorsBytes put(String name, String dtype, List<Long> shape, byte[] data) {
        tensors.put(name, new Tensor(dtype, shape, littleEndian(data)));
        return this;
    }

    public SafetensorsBytes remove(String name) {
        tensors.remove(name);
        return this;
    }

    /// Gives a tensor another name.
    public SafetensorsBytes rename(String name, String other) {
        tensors.put(other, tensor(name));
        return remove(name);
    }

    /// Says another shape or type of the same data.
    public SafetensorsBytes describe(String name, String dtype, List<Long> shape) {
        tensors.put(name, new Tensor(dtype, shape, tensor(name).data()));
        return this;
    }

    /// Sets one number of an F32 tensor.
    public SafetensorsBytes set(String name, int index, float value) {
        tensor(name).data().putFloat(index * Float.BYTES, value);
        return this;
    }

    /// Takes a tensor over from another file.
    public SafetensorsBytes take(String name, SafetensorsBytes other) {
        tensors.put(name, other.tensor(name));
        return this;
    }

    public void writeTo(Path file) {
        ObjectNode header = new ObjectMapper().createObjectNode();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        tensors.forEach((name, tensor) -> {
            ObjectNode entry = header.putObject(name).put("dtype", tensor.dtype());
            tensor.shape().forEach(entry.putArray("shape")::add);
            int begin = data.size();
            byte[] bytes = new byte[tensor.data().capacity()];
            tensor.data().get(0, bytes);
            data.writeBytes(bytes);
            entry.putArray("data_offsets").add(begin).add(data.size());
        });
        write(file, header.toString(), data.toByteArray());
    }

    private void addFrom(ByteBuffer bytes, int dataStart, String name, JsonNode entry) {
        List<Long> shape = entry.path("shape").valueStream().map(JsonNode::longValue).toList();
        int begin = entry.path("data_offsets").get(0).intValue();
        byte[] data = new byte[entry.path("data_offsets").get(1).intValue() - begin];
        bytes.get(dataStart + begin, data);
        put(name, entry.path("dtype").asText(), shape, data);
    }

    private Tensor tensor(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
