package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.tensor.Ops;

/// A product in which one factor lets the other through.
final class Gate {
    private Gate() {}

    /// `gate ⊙ carried`.
    ///
    /// @param gate what opens or shuts
    /// @param carried what goes through
    /// @param rule what becomes of the coefficient on its way back
    static NDArray product(NDArray gate, NDArray carried, RelevanceRules.Product rule) {
        return switch (rule) {
            case PLAIN -> gate.mul(carried);
            case HALF -> Ops.halved(gate.mul(carried));
            case FROZEN -> Ops.detached(gate).mul(carried);
        };
    }
}
