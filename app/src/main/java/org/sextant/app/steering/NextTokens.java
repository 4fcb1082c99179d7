package org.sextant.app.steering;

import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.SteerResult;

/// What is known of the next token.
public sealed interface NextTokens {
    /// Nothing has run.
    record Nothing() implements NextTokens {}

    /// The model as it is.
    record Plain(RunResult run) implements NextTokens {}

    /// With the sliders and without them.
    record Steered(SteerResult result) implements NextTokens {}

    /// The sliders' effect cannot be told.
    record Cannot(String what, String remedy) implements NextTokens {
        static Cannot because(SextantException failure) {
            return new Cannot(failure.what() + " " + failure.where(), failure.remedy());
        }
    }
}
