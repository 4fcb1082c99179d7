package org.sextant.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The process's resident memory as Linux tells it.
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final String RESET_PEAK = "5";

    private ResidentMemory() {}

    /// Lets the peak start anew at what is resident now.
    static void resetPeak() {
        try {
            Files.writeString(CLEAR, RESET_PEAK);
        } catch (IOException noSuchSystem) {
            // The peak is then that of the whole process, and larger: the figure errs on the safe side.
        }
    }

    /// Bytes resident now.
    static OptionalLong now() {
        return read("VmRSS:");
    }

    /// Bytes resident at most since the last reset.
    static OptionalLong peak() {
        return read("VmHWM:");
    }

    /// Peak since the last reset, above what was resident then, as a share of a size; empty where the system does not
    /// tell.
    static OptionalDouble peakAbove(OptionalLong before, long bytes) {
        OptionalLong peak = peak();
        return before.isPresent() && peak.isPresent()
                ? OptionalDouble.of((peak.getAsLong() - before.getAsLong()) / (double) bytes)
                : OptionalDouble.empty();
    }

    private static OptionalLong read(String field) {
        try {
            return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst();
        } catch (IOException noSuchSystem) {
            return OptionalLong.empty();
        }
    }
}
