package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.tensor.Ops;

/// `cap tanh(x / cap)`, of attention scores and of logits.
final class SoftCap {
    private SoftCap() {}

    static NDArray apply(NDArray x, double cap, RelevanceRules rules) {
        return rules.activations() ? Ops.proportionalSoftCap(x, cap) : Ops.softCap(x, cap);
    }
}
