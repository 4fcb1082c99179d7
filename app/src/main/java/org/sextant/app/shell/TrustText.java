package org.sextant.app.shell;

import java.util.Locale;
import java.util.Optional;

import org.sextant.runtime.session.VerifyResult;
import org.sextant.runtime.session.VerifyResult.Check;

/// What a check of a model says, in words.
final class TrustText {
    static final String UNKNOWN = "not verified";

    private TrustText() {}

    /// `✓ self-consistent 3e-6`, with the figure that says most.
    static String badge(Optional<VerifyResult> result) {
        return result.map(TrustText::badge).orElse(UNKNOWN);
    }

    private static String badge(VerifyResult result) {
        String mark = result.ok() ? "✓ " : "✗ ";
        return mark + result.trust().label() + telling(result).map(check -> " " + figure(check.value())).orElse("");
    }

    /// The first check that does not hold; else the farthest from the reference; else from float64.
    private static Optional<Check> telling(VerifyResult result) {
        return result.checks().stream().filter(check -> !check.ok()).findFirst()
                .or(() -> largest(result, "reference: logits")).or(() -> largest(result, "float64 gives"));
    }

    private static Optional<Check> largest(VerifyResult result, String start) {
        return result.checks().stream().filter(check -> check.name().startsWith(start))
                .reduce((a, b) -> a.value() >= b.value() ? a : b);
    }

    /// What it means.
    static String sentence(VerifyResult result) {
        return switch (result.trust()) {
            case MATCHES_REFERENCE -> "Every check holds, and the values agree with those that another implementation "
                    + "recorded.";
            case SELF_CONSISTENT -> "Every check holds. A wrong reading of the weights could be consistent with "
                    + "itself: only a recorded reference can tell.";
            case WRONG -> "A check does not hold: do not trust what this model shows here.";
        };
    }

    /// `3e-6`, `0`, or what else a number is.
    static String figure(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.0e", value).replaceAll("e([+-])0*(\\d)", "e$1$2")
                .replace("e+", "e");
    }
}
