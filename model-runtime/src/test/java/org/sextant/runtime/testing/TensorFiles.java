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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.sextant.runtime.checkpoint.SafetensorsWriter;

/// Float32 tensors and notes for a file of SAE weights in any of the kinds that are read.
public final class TensorFiles {
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, int[]> shapes = new LinkedHashMap<>();
    private final Map<String, Object> notes = new LinkedHashMap<>();

    public TensorFiles put(String name, float[] numbers, int... shape) {
        values.put(name, numbers);
        shapes.put(name, shape);
        return this;
    }

    /// @param numbers `[rows, columns]`, written as `[columns, rows]`
    public TensorFiles putTurned(String name, float[] numbers, int rows, int columns) {
        float[] turned = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            turned[i % columns * rows + i / columns] = numbers[i];
        }
        return put(name, turned, columns, rows);
    }

    /// A text, whole number or map of such, which only `.pt` keeps.
    public TensorFiles note(String name, Object value) {
        notes.put(name, value);
        return this;
    }

    public TensorFiles remove(String name) {
        values.remove(name);
        shapes.remove(name);
        return this;
    }

    /// By the file's ending.
    public void writeTo(Path file) {
        String name = file.getFileName().toString();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (name.endsWith(".npz")) {
                Files.write(file, npz());
            } else if (name.endsWith(".pt") || name.endsWith(".pth")) {
                Files.write(file, pt());
            } else {
                SafetensorsWriter writer = new SafetensorsWriter();
                values.forEach((tensor, numbers) -> writer.add(tensor, numbers, shapes.get(tensor)));
                writer.writeTo(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private byte[] npz() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String name : values.keySet()) {
            String shape = IntStream.of(shapes.get(name)).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
            String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }\n";
            var bytes = new ByteArrayOutputStream();
            bytes.write(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
            bytes.write(new byte[]{(byte) text.length(), (byte) (text.length() >> 8)});
            bytes.write(text.getBytes(StandardCharsets.US_ASCII));
            bytes.write(littleEndian(values.get(name)));
            entries.put(name + ".npy", bytes.toByteArray());
        }
        return zip(entries);
    }

    private byte[] pt() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("archive/data.pkl", pickle());
        int key = 0;
        for (float[] numbers : values.values()) {
            entries.put("archive/data/" + key++, littleEndian(numbers));
        }
        entries.put("archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        return zip(entries);
    }

    private byte[] pickle() {
        PickleBytes pickle = new PickleBytes().start().mark();
        int key = 0;
        for (String name : values.keySet()) {
            pickle.text(name).tensor("FloatStorage", Integer.toString(key++), values.get(name).length, 0,
                    shapes.get(name));
        }
        notes.forEach((name, value) -> pickle.text(name).value(value));
        return pickle.items().stop();
    }

    public static byte[] littleEndian(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }

    /// A zip file that packs nothing.
    public static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                CRC32 sum = new CRC32();
                sum.update(entry.getValue());
                ZipEntry stored = new ZipEntry(entry.getKey());
                stored.setSize(entry.getValue().length);
                stored.setCrc(sum.getValue());
                zip.putNextEntry(stored);
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
