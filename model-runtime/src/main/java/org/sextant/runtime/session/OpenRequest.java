package org.sextant.runtime.session;

/// Open a model.
///
/// @param location where it lies
/// @param device `cpu` or `cuda:N`
/// @param dtype the type its weights are computed in
public record OpenRequest(ModelLocation location, String device, Dtype dtype) {
    public OpenRequest(ModelLocation location) {
        this(location, "cpu", Dtype.FLOAT32);
    }
}
