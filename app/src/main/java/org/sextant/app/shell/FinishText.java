package org.sextant.app.shell;

import org.sextant.runtime.session.GenerateBesideResult;
import org.sextant.runtime.session.GenerateResult;

/// Why a text ended, in words.
final class FinishText {
    private FinishText() {}

    static String of(GenerateResult result) {
        return switch (result.finishReason()) {
            case END_TOKEN -> "ended by the end token";
            case LENGTH -> "as long as asked";
            case CONTEXT -> "the context is full";
        };
    }

    /// Once where both ended for the same reason.
    static String of(GenerateBesideResult result) {
        String unsteered = of(result.unsteered());
        String steered = of(result.steered());
        return unsteered.equals(steered) ? steered : "unsteered " + unsteered + ", steered " + steered;
    }
}
