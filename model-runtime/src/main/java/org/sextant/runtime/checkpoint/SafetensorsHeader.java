package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The table of contents of a safetensors file: eight bytes of length (little-endian), then JSON that maps each name to
/// its type, its shape and its place in the data that follow. Every figure is checked against the others and against
/// the size of the file, so that whoever holds a header may map and read without looking again.
///
/// The format asks for data without gaps. Gaps are let through, since aligned writers leave them; overlaps are not.
final class SafetensorsHeader {
    /// Longest header that the format allows, in bytes.
    private static final long LONGEST = 100_000_000;
    private static final int LENGTH_BYTES = Long.BYTES;
    private static final String METADATA = "__metadata__";
    private static final String DOWNLOAD_AGAIN = "download or convert the file again";
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final byte[] json;
    private final List<TensorEntry> entries;
    private final Map<String, String> metadata;

    private SafetensorsHeader(byte[] json, Reader reader) throws IOException {
        this.json = json;
        ObjectNode root = reader.parse(json);
        this.entries = List.copyOf(reader.entries(root));
        this.metadata = metadata(root.path(METADATA));
    }

    /// The texts among what goes along; the format knows no other kind.
    private static Map<String, String> metadata(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties().stream().filter(field -> field.getValue().isTextual())
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return Collections.unmodifiableMap(texts);
    }

    /// Reads and checks the header of an open file.
    ///
    /// @throws CheckpointException if it is no safetensors file or its figures disagree
    static SafetensorsHeader read(FileChannel channel, Path file) throws IOException {
        byte[] json = readJson(channel, file);
        return new SafetensorsHeader(json, new Reader(file, LENGTH_BYTES + json.length, channel.size()));
    }

    /// The header as it lies in the file, without its length.
    byte[] json() {
        return json.clone();
    }

    /// Its tensors, in the order of the data.
    List<TensorEntry> entries() {
        return entries;
    }

    /// What goes along with the tensors.
    Map<String, String> metadata() {
        return metadata;
    }

    private static byte[] readJson(FileChannel channel, Path file) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new CheckpointException("the file is " + size + " bytes long, too short for a safetensors header",
                    file, DOWNLOAD_AGAIN);
        }
        long length = ByteBuffer.wrap(readFully(channel, 0, LENGTH_BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > LONGEST) {
            throw new CheckpointException(
                    "the header claims to be " + Long.toUnsignedString(length) + " bytes long; this is no safetensors",
                    file, DOWNLOAD_AGAIN);
        }
        if (length > size - LENGTH_BYTES) {
            throw new CheckpointException("the header claims " + length + " bytes but the file ends after "
                    + (size - LENGTH_BYTES) + " of them", file, DOWNLOAD_AGAIN);
        }
        return readFully(channel, LENGTH_BYTES, (int) length);
    }

    private static byte[] readFully(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("it ended while it was read");
            }
        }
        return bytes.array();
    }

    /// Turns the JSON of one file into entries.
    private record Reader(Path file, long dataStart, long fileSize) {
        List<TensorEntry> entries(ObjectNode root) {
            List<TensorEntry> entries = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : root.properties()) {
                if (!field.getKey().equals(METADATA)) {
                    entries.add(entry(field.getKey(), field.getValue()));
                }
            }
            entries.sort(Comparator.comparingLong(TensorEntry::offset).thenComparingLong(TensorEntry::byteLength));
            refuseOverlaps(entries);
            refuseTruncation(entries);
            return entries;
        }

        private ObjectNode parse(byte[] json) throws IOException {
            try {
                if (JSON.readTree(json) instanceof ObjectNode object) {
                    return object;
                }
            } catch (JacksonException malformed) {
                throw new CheckpointException("the header is not valid JSON (" + malformed.getOriginalMessage() + ")",
                        file, DOWNLOAD_AGAIN, malformed);
            }
            throw new CheckpointException("the header is not a JSON object", file, DOWNLOAD_AGAIN);
        }

        private TensorEntry entry(String name, JsonNode node) {
            StoredType type = type(name, node.path("dtype"));
            List<Long> shape = new ArrayList<>();
            JsonNode sizes = node.path("shape");
            if (!sizes.isArray()) {
                throw wrong(name, "has no shape");
            }
            sizes.forEach(size -> shape.add(whole(name, "shape", size)));
            JsonNode offsets = node.path("data_offsets");
            if (!offsets.isArray() || offsets.size() != 2) {
                throw wrong(name, "has no begin and end in data_offsets");
            }
            long begin = whole(name, "data_offsets", offsets.get(0));
            long end = whole(name, "data_offsets", offsets.get(1));
            if (begin > end || end > Long.MAX_VALUE - dataStart) {
                throw wrong(name, "lies at the impossible data_offsets " + offsets);
            }
            refuseOtherLength(name, type, shape, end - begin);
            return new TensorEntry(name, type, shape, file, dataStart + begin, end - begin);
        }

        private StoredType type(String name, JsonNode dtype) {
            return StoredType.named(dtype.asText())
                    .orElseThrow(() -> wrong(name, "has the dtype " + dtype + ", which safetensors does not know"));
        }

        private long whole(String name, String key, JsonNode node) {
            if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
                throw wrong(name, "has " + node + " in its " + key + ", where only whole numbers from 0 can stand");
            }
            return node.longValue();
        }

        private void refuseOtherLength(String name, StoredType type, List<Long> shape, long length) {
            BigInteger bits = BigInteger.valueOf(type.bits());
            for (long size : shape) {
                bits = bits.multiply(BigInteger.valueOf(size));
            }
            BigInteger[] bytes = bits.divideAndRemainder(BigInteger.valueOf(Byte.SIZE));
            if (bytes[1].signum() != 0 || !bytes[0].equals(BigInteger.valueOf(length))) {
                throw wrong(name,
                        "has the shape " + shape + " of " + type + ", which does not fit its " + length + " bytes");
            }
        }

        private void refuseOverlaps(List<TensorEntry> sorted) {
            for (int i = 1; i < sorted.size(); i++) {
                TensorEntry before = sorted.get(i - 1);
                TensorEntry after = sorted.get(i);
                if (after.offset() < before.offset() + before.byteLength()) {
                    throw wrong(after.name(), "shares bytes with the tensor " + before.name());
                }
            }
        }

        private void refuseTruncation(List<TensorEntry> sorted) {
            long end = sorted.isEmpty() ? dataStart : sorted.getLast().offset() + sorted.getLast().byteLength();
            if (end > fileSize) {
                throw new CheckpointException(
                        "the file ends " + (end - fileSize) + " bytes too early, within the tensor "
                                + firstBeyond(sorted).name(),
                        file, "download the file again");
            }
        }

        private TensorEntry firstBeyond(List<TensorEntry> sorted) {
            return sorted.stream().filter(entry -> entry.offset() + entry.byteLength() > fileSize).findFirst()
                    .orElseThrow();
        }

        private CheckpointException wrong(String name, String what) {
            return new CheckpointException("the tensor " + name + " " + what, file, DOWNLOAD_AGAIN);
        }
    }
}
