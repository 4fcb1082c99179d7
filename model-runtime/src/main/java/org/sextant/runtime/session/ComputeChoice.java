package org.sextant.runtime.session;

import java.util.List;

import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.tensor.Backend;

/// Where and in which type a model is to be computed, once checked.
///
/// @param device `cpu` or `cuda:N`, which is there
/// @param dtype a type that this device computes in
record ComputeChoice(String device, Dtype dtype) {
    private static final String CPU = "cpu";

    /// @throws RequestException if there is no such device, or it does not compute in this type
    static ComputeChoice of(OpenRequest request) {
        if (!request.device().equals(CPU)) {
            requireDevice(request.device());
        }
        if (request.device().equals(CPU) && request.dtype() == Dtype.FLOAT16) {
            throw new RequestException("float16 is not computed on cpu, which has no fast float16 products",
                    "in the request to open a model", "choose float32, which holds every float16 value exactly");
        }
        return new ComputeChoice(request.device(), request.dtype());
    }

    /// The cpu is always there; for another device the engine must be loaded and asked.
    private static void requireDevice(String device) {
        List<String> devices = Backend.devices();
        if (!devices.contains(device)) {
            throw new RequestException("there is no device '" + device + "'", "on this machine",
                    "choose " + String.join(" or ", devices));
        }
    }

    DataType type() {
        return switch (dtype) {
            case FLOAT16 -> DataType.FLOAT16;
            case FLOAT32 -> DataType.FLOAT32;
            case FLOAT64 -> DataType.FLOAT64;
        };
    }
}
