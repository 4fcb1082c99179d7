package org.sextant.app.shell;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Looks at the stack of the UI thread again and again, and notes where our own code had it read or write files or
/// wait. What the toolkit does for itself, such as loading a class or waiting for the next pulse, does not count.
final class UiThreadWatch implements AutoCloseable {
    private static final long BETWEEN_LOOKS_NANOS = 500_000;
    /// What touches the disk. Making, joining or printing the name of a file does not.
    private static final List<String> FILES = List.of("java.nio.file.Files.", "java.nio.file.spi.",
            "java.io.FileInputStream", "java.io.FileOutputStream", "java.io.FileReader", "java.io.FileWriter",
            "java.io.RandomAccessFile", "java.io.File.exists", "java.io.File.is", "java.io.File.can",
            "java.io.File.length", "java.io.File.last", "java.io.File.list", "java.io.File.mkdir",
            "java.io.File.create", "java.io.File.delete", "java.io.File.rename", "java.io.File.getCanonical",
            "sun.nio.fs.UnixNativeDispatcher", "sun.nio.fs.UnixFileSystemProvider",
            "sun.nio.fs.WindowsNativeDispatcher", "sun.nio.fs.WindowsFileSystemProvider",
            "sun.nio.ch.FileChannelImpl", "sun.nio.ch.FileDispatcherImpl");
    private static final List<String> WAITS = List.of("java.util.concurrent.locks.LockSupport.park",
            "java.lang.Thread.sleep", "java.lang.Thread.join", "java.lang.Object.wait0",
            "java.util.concurrent.CompletableFuture.join", "java.util.concurrent.CompletableFuture.get");
    /// An executor's queue has a lock that its worker holds for an instant.
    private static final List<String> HANDING_OVER = List.of("java.util.concurrent.ThreadPoolExecutor.execute",
            "java.util.concurrent.ForkJoinPool.execute", "java.util.concurrent.ForkJoinPool.externalSubmit",
            "java.lang.VirtualThread.submitRunContinuation");
    private static final List<String> CLASS_LOADING = List.of("java.lang.ClassLoader.", "jdk.internal.loader.",
            "java.lang.invoke.", "java.lang.Class.getResource", "java.util.ServiceLoader");

    private final Thread ui;
    private final Thread watcher = Thread.ofPlatform().daemon().name("ui-thread-watch").unstarted(this::watch);
    private final Set<String> faults = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean over;
    private final AtomicInteger looks = new AtomicInteger();

    UiThreadWatch(Thread ui) {
        this.ui = ui;
        watcher.start();
    }

    private void watch() {
        while (!over) {
            look(ui.getStackTrace());
            looks.incrementAndGet();
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    private void look(StackTraceElement[] stack) {
        fault(stack).ifPresent(faults::add);
    }

    /// What is wrong with a stack, if anything is.
    static Optional<String> fault(StackTraceElement[] stack) {
        List<String> frames = Arrays.stream(stack)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName()).toList();
        int ours = 0;
        while (ours < frames.size() && !frames.get(ours).startsWith("org.sextant.")) {
            ours++;
        }
        List<String> called = frames.subList(0, ours);
        boolean files = called.stream().anyMatch(frame -> starts(frame, FILES));
        boolean waits = called.stream().anyMatch(frame -> starts(frame, WAITS))
                && called.stream().noneMatch(frame -> starts(frame, HANDING_OVER));
        boolean wrong = ours < frames.size() && (files || waits);
        boolean toolkit = called.stream().anyMatch(frame -> starts(frame, CLASS_LOADING)
                || frame.startsWith("javafx.") || frame.startsWith("com.sun."));
        return wrong && !toolkit
                ? Optional.of(frames.stream().limit(ours + 3L).collect(Collectors.joining("\n    ")))
                : Optional.empty();
    }

    private static boolean starts(String frame, List<String> prefixes) {
        return prefixes.stream().anyMatch(frame::startsWith);
    }

    /// The places where our code held the UI thread up, so far.
    Set<String> faults() {
        return Set.copyOf(faults);
    }

    int looks() {
        return looks.get();
    }

    @Override
    public void close() {
        over = true;
    }
}
