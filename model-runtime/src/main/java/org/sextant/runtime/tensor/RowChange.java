package org.sextant.runtime.tensor;

/// Changes the values of one row of an array, which is then as it leaves it.
@FunctionalInterface
public interface RowChange {
    /// @param row its values, valid during the call
    void apply(float[] row);
}
