package org.sextant.runtime.session;

import java.util.List;

import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.tensor.Backend;

/// Where and in which type a model is to be computed, once checked.
///
/// @param device `cpu` or `cuda:N`, which is there
/// @param dtype a type that this device computes in
record ComputeChoice(String device, Dtype dtype) {
    /// @throws RequestException if there is no such device, or it does not compute in this type
    static ComputeChoice of(OpenRequest request) {
        List<String> devices = Backend.devices();
        if (!devices.contains(request.device())) {
            throw new RequestException("there is no device '" + request.device() + "'", "on this machine",
                    "choose " + String.join(" or ", devices));
        }
        if (request.device().equals("cpu") && request.dtype() == Dtype.FLOAT16) {
            throw new RequestException("float16 is not computed on cpu, which has no fast float16 products",
                    "in the request to open a model", "choose float32, which holds every float16 value exactly");
        }
        return new ComputeChoice(request.device(), request.dtype());
    }

    DataType type() {
        return switch (dtype) {
            case FLOAT16 -> DataType.FLOAT16;
            case FLOAT32 -> DataType.FLOAT32;
            case FLOAT64 -> DataType.FLOAT64;
        };
    }
}
