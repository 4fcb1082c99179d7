package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.sextant.runtime.SextantException;

/// A failure in one line: what is wrong, where; what to do.
final class FailureLine {
    private static final long MIB = 1L << 20;
    private static final Pattern NO_MEMORY = Pattern
            .compile("(?i)out of memory|not enough memory|can(no|')t allocate memory");

    private FailureLine() {}

    /// @param log where the details of a bug stand
    static String of(Throwable failure, Path log) {
        if (failure instanceof SextantException mendable) {
            return mendable.getMessage();
        }
        return causes(failure).filter(FailureLine::lacksMemory).findFirst().map(FailureLine::memory)
                .or(() -> causes(failure).filter(UnsatisfiedLinkError.class::isInstance).findFirst()
                        .map(cause -> library(cause, log)))
                .orElseGet(() -> "a fault of Sextant, " + failure + "; see " + log
                        + ", or add --debug for the stack trace");
    }

    /// Whether the details are worth a place in the log: those of a bug, or of a system that lacks something.
    static boolean isWorthLogging(Throwable failure) {
        return !(failure instanceof SextantException) && causes(failure).noneMatch(FailureLine::lacksMemory);
    }

    private static boolean lacksMemory(Throwable cause) {
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        return cause instanceof OutOfMemoryError || NO_MEMORY.matcher(message).find();
    }

    private static String memory(Throwable cause) {
        return String.format(Locale.ROOT,
                "the memory does not suffice (%s), with a Java heap of up to %d MiB; use fewer prompts or sites or a"
                        + " shorter prompt, or a larger heap with SEXTANT_JAVA_OPTIONS=-Xmx8g",
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(),
                Runtime.getRuntime().maxMemory() / MIB);
    }

    private static String library(Throwable cause, Path log) {
        return "a native library cannot be loaded (" + cause.getMessage() + "), on "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                + "; use a system that PyTorch is built for and that has the library, details are in " + log;
    }

    /// The failure, then what led to it.
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
