package org.sextant.runtime.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.sextant.runtime.WholeFile;

/// Collects float32 vectors and writes them to an `.npz` file, as `numpy.savez` does; the file appears under its name
/// only once it is whole.
public final class NpzWriter {
    /// Early in what a zip file can say without a time zone, so that the same vectors give the same bytes.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 2, 0, 0);
    private static final byte[] START = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    /// Longest comment of a zip file, in bytes.
    private static final int LONGEST_COMMENT = 0xffff;

    private final Map<String, float[]> vectors = new LinkedHashMap<>();
    private String comment = "";

    /// Sets the zip file's comment, which numpy leaves alone.
    ///
    /// @throws CheckpointException if it is longer than 65,535 bytes
    public NpzWriter comment(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_COMMENT) {
            throw new CheckpointException("the texts that go along take more than " + LONGEST_COMMENT + " bytes",
                    "in an npz file", "shorten them or write safetensors");
        }
        comment = text;
        return this;
    }

    /// Adds a float32 array with one axis.
    ///
    /// @throws IllegalArgumentException if the name is taken
    public NpzWriter add(String name, float[] values) {
        if (vectors.putIfAbsent(name, values.clone()) != null) {
            throw new IllegalArgumentException("there are two arrays " + name);
        }
        return this;
    }

    /// Writes everything, replacing a file that is there.
    ///
    /// @throws CheckpointException if the place cannot be written to; what was there before is then still there
    public void writeTo(Path file) {
        try {
            WholeFile.write(file, unfinished -> {
                try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
                    write(zip);
                }
            });
        } catch (IOException failure) {
            throw CheckpointException.writing(file, failure);
        }
    }

    private void write(ZipOutputStream zip) throws IOException {
        zip.setMethod(ZipOutputStream.STORED);
        zip.setComment(comment);
        for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
            byte[] bytes = npy(vector.getValue());
            CRC32 sum = new CRC32();
            sum.update(bytes);
            ZipEntry entry = new ZipEntry(vector.getKey() + ".npy");
            entry.setTimeLocal(NO_TIME);
            entry.setSize(bytes.length);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
    }

    /// The array as a file of its own; its numbers begin at a multiple of 64 bytes.
    private static byte[] npy(float[] values) {
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + values.length + ",), }";
        int written = START.length + Short.BYTES + text.length() + 1;
        int start = Math.ceilDiv(written, ALIGNMENT) * ALIGNMENT;
        text += " ".repeat(start - written) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(start, Math.multiplyExact(values.length, Float.BYTES)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(START).putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
