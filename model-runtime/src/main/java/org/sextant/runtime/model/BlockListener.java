package org.sextant.runtime.model;

/// Called between blocks; may throw to stop the forward pass.
@FunctionalInterface
public interface BlockListener {
    /// @param block the block about to run
    /// @param total blocks of the model
    void before(int block, int total);
}
