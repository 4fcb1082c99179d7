package org.sextant.runtime.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// What identifies the files of a model: names, sizes, headers, and some bytes of the weights, evenly spread. It tells a
/// model from the one that it was tuned from without reading gigabytes.
final class CheckpointHash {
    /// Pieces of a file's weights that are looked at, at the most.
    private static final int PIECES = 512;
    private static final int MOST_OF_A_TENSOR = 8;
    private static final int PIECE_BYTES = 64;

    private final ContentHash hash = new ContentHash();

    /// Takes in a small file whole.
    void add(Path file) {
        byte[] content = Json.bytes(file);
        add(file, content.length, content);
    }

    /// Takes in a weight file by its header, and of its tensors some pieces each; of very many tensors, some of these.
    void add(SafetensorsFile file) {
        add(file.path(), file.byteLength(), file.header().json());
        List<TensorEntry> tensors = file.entries();
        int step = Math.ceilDiv(Math.max(1, tensors.size()), PIECES);
        int pieces = Math.clamp(PIECES / Math.max(1, tensors.size()), 1, MOST_OF_A_TENSOR);
        for (int tensor = 0; tensor < tensors.size(); tensor += step) {
            hash.add(pieces(file.bytes(tensors.get(tensor).name()), pieces));
        }
    }

    /// Pieces from the first byte to the last; a short tensor whole.
    private static byte[] pieces(MemorySegment bytes, int count) {
        if (bytes.byteSize() <= (long) count * PIECE_BYTES) {
            return bytes.toArray(ValueLayout.JAVA_BYTE);
        }
        byte[] pieces = new byte[count * PIECE_BYTES];
        long last = bytes.byteSize() - PIECE_BYTES;
        for (int piece = 0; piece < count; piece++) {
            long from = count == 1 ? last / 2 : last * piece / (count - 1);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, pieces, piece * PIECE_BYTES, PIECE_BYTES);
        }
        return pieces;
    }

    String hex() {
        return hash.hex();
    }

    private void add(Path file, long size, byte[] content) {
        hash.add(Objects.requireNonNull(file.getFileName()).toString().getBytes(StandardCharsets.UTF_8))
                .add(ByteBuffer.allocate(Long.BYTES).putLong(size).array()).add(content);
    }
}
