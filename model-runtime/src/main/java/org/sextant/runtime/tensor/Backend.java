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

    /// Version of the native engine.
    public static String version() {
        return engine().getEngineName() + " " + engine().getVersion();
    }

    private static Engine engine() {
        return Engine.getEngine("PyTorch");
    }
}
