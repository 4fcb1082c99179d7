package org.sextant.app.cli;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.checkpoint.SafetensorsWriter.Floats;
import org.sextant.runtime.session.TensorValue;

/// Values that wait in a file of their own, one after another, until all of them are known.
final class SpilledFloats implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final Arena arena = Arena.ofConfined();
    private @Nullable FileChannel channel;
    private MemorySegment values = MemorySegment.NULL;
    private long written;

    /// @param file is made with the first value and removed when this is closed
    SpilledFloats(Path file) {
        this.file = file;
    }

    /// Copies a value into the file.
    ///
    /// @return its entries, to be asked for once all is complete
    Floats keep(TensorValue value) throws IOException {
        long begin = written;
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(ByteOrder.nativeOrder());
        for (int index = 0; index < value.length(); index++) {
            bytes.putFloat(value.flat(index));
            if (!bytes.hasRemaining() || index == value.length() - 1) {
                write(bytes.flip());
                bytes.clear();
            }
        }
        return index -> values.getAtIndex(ValueLayout.JAVA_FLOAT, begin / Float.BYTES + index);
    }

    private void write(ByteBuffer bytes) throws IOException {
        if (channel == null) {
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        }
        while (bytes.hasRemaining()) {
            written += channel.write(bytes);
        }
    }

    /// Makes the values ready to be read.
    void complete() throws IOException {
        if (channel != null) {
            values = channel.map(MapMode.READ_ONLY, 0, written, arena);
        }
    }

    @Override
    public void close() throws IOException {
        arena.close();
        if (channel != null) {
            channel.close();
            Files.deleteIfExists(file);
        }
    }
}
