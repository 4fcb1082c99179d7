package org.sextant.runtime.tensor;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/// The engine below: devices, threads, and the managers that own native arrays.
public final class Backend {
    /// Below this many weights an operation is over before a second thread has woken; on a busy machine waiting for it
    /// costs a hundred times the work.
    private static final long WORTH_SHARING = 4_000_000;

    private Backend() {}

    /// The devices at hand, `cpu` first.
    public static List<String> devices() {
        return Stream.concat(Stream.of("cpu"), IntStream.range(0, engine().getGpuCount()).mapToObj(i -> "cuda:" + i))
                .toList();
    }

    /// The device that a person names `cpu` or `cuda:0`.
    ///
    /// @throws IllegalArgumentException if the name has another form
    public static Device device(String name) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        if (name.matches("cuda:\\d{1,3}")) {
            return Device.gpu(Integer.parseInt(name.substring("cuda:".length())));
        }
        throw new IllegalArgumentException("no such device: " + name);
    }

    /// A manager that owns whatever is created on it and frees all when it closes.
    public static NDManager newManager(Device device) {
        return engine().newBaseManager(device);
    }

    /// Native threads that one operation may use.
    public static int threads() {
        engine();
        return JniUtils.getNumThreads();
    }

    /// Chooses for the calling thread how many native threads its operations share: all, or for a small model this one.
    ///
    /// @param parameters weights of the model that this thread is going to run
    public static void shareThreads(long parameters) {
        int all = AllThreads.COUNT;
        JniUtils.setNumThreads(parameters < WORTH_SHARING ? 1 : all);
    }

    /// Chooses for the calling thread how many native threads its operations share.
    public static void useThreads(int threads) {
        engine();
        JniUtils.setNumThreads(threads);
    }

    private static Engine engine() {
        return Engine.getEngine("PyTorch");
    }

    /// What the engine chose for itself when it was loaded.
    private static final class AllThreads {
        static final int COUNT = threads();
    }
}
