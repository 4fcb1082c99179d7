package org.sextant.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// Standard output that remembers why it could not be written. That its reader went away, as `head` does, is no failure.
final class StandardOutput extends OutputStream {
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private @Nullable IOException cause;

    @Override
    public void write(int value) {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (cause == null) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                cause = e;
            }
        }
    }

    /// Why not all was written.
    Optional<CommandException> failure() {
        if (cause == null || isReaderGone(cause)) {
            return Optional.empty();
        }
        return Optional.of(new CommandException("the result could not be written (" + cause.getMessage() + ")",
                "to standard output", "make room, or name a file with --out", cause));
    }

    private static boolean isReaderGone(IOException cause) {
        String message = cause.getMessage();
        return message != null && (message.contains("Broken pipe") || message.contains("pipe is being closed"));
    }
}
