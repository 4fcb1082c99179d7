package org.sextant.runtime.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.sextant.runtime.WholeFile;

/// Collects metadata and float32 vectors and writes them to a GGUF file of version 3, which appears under its name only
/// once it is whole.
public final class GgufWriter {
    private static final byte[] MAGIC = {'G', 'G', 'U', 'F'};
    private static final int VERSION = 3;
    private static final int UINT32 = 4;
    private static final int STRING = 8;
    private static final int F32 = 0;
    private static final int ALIGNMENT = 32;

    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Map<String, float[]> vectors = new LinkedHashMap<>();

    /// @param architecture what the file holds: `controlvector`
    public GgufWriter(String architecture) {
        metadata("general.architecture", architecture);
    }

    /// Adds a text that goes along.
    public GgufWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /// Adds a number that goes along, as a uint32.
    public GgufWriter metadata(String key, int value) {
        metadata.put(key, value);
        return this;
    }

    /// Adds a float32 tensor with one axis.
    ///
    /// @throws IllegalArgumentException if the name is taken
    public GgufWriter add(String name, float[] values) {
        if (vectors.putIfAbsent(name, values.clone()) != null) {
            throw new IllegalArgumentException("there are two tensors " + name);
        }
        return this;
    }

    /// Writes everything, replacing a file that is there.
    ///
    /// @throws CheckpointException if the place cannot be written to; what was there before is then still there
    public void writeTo(Path file) {
        try {
            WholeFile.write(file, unfinished -> {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                    new Output(out).write();
                }
            });
        } catch (IOException failure) {
            throw CheckpointException.writing(file, failure);
        }
    }

    /// Writes little-endian and knows how far it has come.
    private final class Output {
        private final OutputStream out;
        private long position;

        private Output(OutputStream out) {
            this.out = out;
        }

        private void write() throws IOException {
            put(MAGIC);
            putInt(VERSION);
            putLong(vectors.size());
            putLong(metadata.size());
            for (Map.Entry<String, Object> field : metadata.entrySet()) {
                putText(field.getKey());
                if (field.getValue() instanceof Integer number) {
                    putInt(UINT32);
                    putInt(number);
                } else {
                    putInt(STRING);
                    putText(field.getValue().toString());
                }
            }
            putTable();
            for (float[] values : vectors.values()) {
                align();
                for (float value : values) {
                    putInt(Float.floatToRawIntBits(value));
                }
            }
        }

        private void putTable() throws IOException {
            long offset = 0;
            for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
                putText(vector.getKey());
                putInt(1);
                putLong(vector.getValue().length);
                putInt(F32);
                putLong(offset);
                offset = aligned(offset + (long) vector.getValue().length * Float.BYTES);
            }
        }

        private void align() throws IOException {
            put(new byte[(int) (aligned(position) - position)]);
        }

        private static long aligned(long offset) {
            return Math.ceilDiv(offset, ALIGNMENT) * (long) ALIGNMENT;
        }

        private void putText(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            putLong(bytes.length);
            put(bytes);
        }

        private void putInt(int value) throws IOException {
            put(littleEndian(Integer.BYTES).putInt(value).array());
        }

        private void putLong(long value) throws IOException {
            put(littleEndian(Long.BYTES).putLong(value).array());
        }

        private void put(byte[] bytes) throws IOException {
            out.write(bytes);
            position += bytes.length;
        }

        private static ByteBuffer littleEndian(int capacity) {
            return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
