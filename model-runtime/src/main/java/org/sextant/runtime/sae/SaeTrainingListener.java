package org.sextant.runtime.sae;

/// Follows the training of an SAE, on its thread.
public interface SaeTrainingListener {
    /// A step has been taken.
    ///
    /// @param tokensPerSecond whose activations were learnt since the training began or was taken up again
    void step(SaeCurve.Point point, double tokensPerSecond);

    /// Asked before each step and while activations are gathered; where the answer is no, the state is saved and the
    /// training ends early.
    default boolean goesOn() {
        return true;
    }
}
