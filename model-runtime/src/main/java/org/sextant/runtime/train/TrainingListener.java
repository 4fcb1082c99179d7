package org.sextant.runtime.train;

/// Follows a training, on its thread.
public interface TrainingListener {
    /// A step has been taken.
    ///
    /// @param tokensPerSecond predicted since the training began or was taken up again
    void step(LossCurve.Point point, double tokensPerSecond);

    /// Asked before each step; where the answer is no, the state is saved and the training ends early.
    default boolean goesOn() {
        return true;
    }
}
