package org.sextant.app.shell;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UiThreadWatchTest {
    @Test
    void seesFilesAndWaitsThatOurCodeAsksFor() {
        assertThat(UiThreadWatch.fault(stack("java.nio.file.Files.readString", "org.sextant.app.Reader.read")))
                .isPresent();
        assertThat(UiThreadWatch.fault(stack("jdk.internal.misc.Unsafe.park",
                "java.util.concurrent.locks.LockSupport.park", "java.util.concurrent.CompletableFuture.join",
                "org.sextant.app.Waiter.await", "com.sun.glass.ui.View.notify"))).isPresent();
    }

    @Test
    void leavesTheToolkitAloneWithItsOwn() {
        assertThat(UiThreadWatch.fault(stack("java.util.concurrent.locks.LockSupport.park",
                "com.sun.javafx.tk.quantum.PaintCollector.wait", "org.sextant.app.Painter.paint"))).isEmpty();
        assertThat(UiThreadWatch.fault(stack("java.io.FileInputStream.read", "jdk.internal.loader.Resource.bytes",
                "java.lang.ClassLoader.loadClass", "org.sextant.app.Painter.paint"))).isEmpty();
        assertThat(UiThreadWatch.fault(stack("java.util.concurrent.locks.LockSupport.park",
                "com.sun.glass.ui.Application.run"))).isEmpty();
    }

    @Test
    void theNameOfAFileIsNoFileAccess() {
        assertThat(UiThreadWatch.fault(stack("sun.nio.fs.UnixPath.encode", "sun.nio.fs.UnixFileSystem.getPath",
                "java.nio.file.Path.resolve", "org.sextant.app.Saver.name"))).isEmpty();
        assertThat(UiThreadWatch.fault(stack("java.lang.String.<init>", "sun.nio.fs.Util.toString",
                "sun.nio.fs.UnixPath.toString", "org.sextant.app.Saver.name"))).isEmpty();
        assertThat(UiThreadWatch.fault(stack("java.nio.file.FileSystems.getDefault", "java.nio.file.Path.of",
                "org.sextant.app.Saver.name"))).isEmpty();
        assertThat(UiThreadWatch.fault(stack("java.io.UnixFileSystem.getBooleanAttributes0", "java.io.File.exists",
                "org.sextant.app.Saver.name"))).isPresent();
        assertThat(
                UiThreadWatch.fault(stack("sun.nio.fs.UnixNativeDispatcher.realpath", "sun.nio.fs.UnixPath.toRealPath",
                        "org.sextant.app.Saver.name")))
                .isPresent();
    }

    @Test
    void handingWorkToAnExecutorIsNoWaitButWaitingForItIs() {
        assertThat(UiThreadWatch.fault(stack("java.util.concurrent.locks.LockSupport.park",
                "java.util.concurrent.locks.ReentrantLock.lock",
                "java.util.concurrent.LinkedBlockingQueue.signalNotEmpty",
                "java.util.concurrent.ThreadPoolExecutor.execute", "org.sextant.app.Asker.ask"))).isEmpty();
        assertThat(UiThreadWatch.fault(stack("java.util.concurrent.locks.LockSupport.park",
                "java.util.concurrent.FutureTask.awaitDone", "java.util.concurrent.FutureTask.get",
                "org.sextant.app.Asker.await"))).isPresent();
    }

    private static StackTraceElement[] stack(String... frames) {
        return Arrays.stream(frames).map(frame -> {
            int dot = frame.lastIndexOf('.');
            return new StackTraceElement(frame.substring(0, dot), frame.substring(dot + 1), null, 1);
        }).toArray(StackTraceElement[]::new);
    }
}
