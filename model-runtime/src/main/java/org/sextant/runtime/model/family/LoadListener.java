package org.sextant.runtime.model.family;

/// Called while weights are loaded; may throw to stop.
@FunctionalInterface
public interface LoadListener {
    /// @param done bytes of the weight files read so far
    /// @param total bytes to read
    void loaded(long done, long total);
}
