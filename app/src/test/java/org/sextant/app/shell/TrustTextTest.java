package org.sextant.app.shell;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.VerifyResult;
import org.sextant.runtime.session.VerifyResult.Check;
import org.sextant.runtime.session.VerifyResult.Trust;

import static org.assertj.core.api.Assertions.assertThat;

class TrustTextTest {
    private static final Check NOISE = new Check("float64 gives the same logits", 3.2e-6, 1e-3, true);

    private static Optional<VerifyResult> result(Trust trust, Check... checks) {
        return Optional.of(new VerifyResult(trust, List.of(checks), List.of(), new Provenance("m", "f", "h", "float32",
                "cpu", "1", List.of(1), List.of(), List.of(), "1")));
    }

    @Test
    void theBadgeSaysNoMoreThanWasFound() {
        assertThat(TrustText.badge(Optional.empty())).isEqualTo("not verified");
        assertThat(TrustText.badge(result(Trust.SELF_CONSISTENT, NOISE))).isEqualTo("✓ self-consistent 3e-6");
        assertThat(TrustText.badge(result(Trust.MATCHES_REFERENCE, NOISE,
                new Check("reference: logits", 2e-6, 1e-4, true), new Check("reference: logits", 4e-6, 1e-4, true))))
                .isEqualTo("✓ matches reference 4e-6");
        assertThat(
                TrustText.badge(result(Trust.WRONG, NOISE, new Check("a cache changes no logits", 0.3, 1e-4, false))))
                .isEqualTo("✗ wrong 3e-1");
    }

    @Test
    void figuresAreShort() {
        assertThat(TrustText.figure(0)).isEqualTo("0");
        assertThat(TrustText.figure(12)).isEqualTo("1e1");
        assertThat(TrustText.figure(Double.NaN)).isEqualTo("NaN");
        assertThat(TrustText.figure(1.4e-12)).isEqualTo("1e-12");
    }
}
