package org.sextant.runtime.session;

import java.util.Locale;
import java.util.function.ToLongFunction;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;
import oshi.SystemInfo;

/// What a device has free, so that a model is refused before it fills the machine's memory.
final class MemoryBudget {
    private static final double GIB = 1L << 30;
    private static final double MIB = 1L << 20;

    private final ToLongFunction<String> available;

    /// @param available gives the bytes that are free on a device
    MemoryBudget(ToLongFunction<String> available) {
        this.available = available;
    }

    /// The memory of this machine, asked for anew each time.
    static MemoryBudget ofThisMachine() {
        return new MemoryBudget(MemoryBudget::availableHere);
    }

    /// Whether a model fits.
    boolean fits(MemoryEstimate estimate, String device) {
        return estimate.total() <= free(device, estimate.total());
    }

    /// Bytes that are free on a device. Where fewer are than needed, memory that was freed but not given back counts
    /// too, once it is.
    long free(String device, long needed) {
        long free = available.applyAsLong(device);
        if (needed > free) {
            NativeMemory.giveBackFreed(Backend.device(device));
            free = available.applyAsLong(device);
        }
        return free;
    }

    /// @throws MemoryException if the model does not fit
    void require(MemoryEstimate estimate, String model, ComputeChoice choice) {
        long free = free(choice.device(), estimate.total());
        if (estimate.total() > free) {
            throw new MemoryException(
                    String.format(Locale.ROOT,
                            "the model needs about %s (%s of weights in %s, %s to work) and %s is free",
                            size(estimate.total()), size(estimate.weights()), choice.dtype().label(),
                            size(estimate.working()), size(free)),
                    "on " + choice.device() + " for model " + model, remedy(choice), estimate.total(), free);
        }
    }

    private static String remedy(ComputeChoice choice) {
        if (choice.dtype() == Dtype.FLOAT64) {
            return "open it in float32, close other models or programs, or choose a smaller model";
        }
        return choice.dtype() == Dtype.FLOAT32 && !choice.device().equals("cpu")
                ? "open it in float16, close other models or programs, or choose a smaller model"
                : "close other models or programs, or choose a smaller model";
    }

    static String size(long bytes) {
        return bytes >= GIB / 10
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / GIB)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
    }

    private static long availableHere(String deviceName) {
        Device device = Backend.device(deviceName);
        return device.isGpu()
                ? CudaUtils.getGpuMemory(device).getMax() - CudaUtils.getGpuMemory(device).getCommitted()
                : new SystemInfo().getHardware().getMemory().getAvailable();
    }
}
