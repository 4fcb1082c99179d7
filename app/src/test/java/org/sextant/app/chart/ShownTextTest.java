package org.sextant.app.chart;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShownTextTest {
    @Test
    void whatEveryFontHoldsStaysAsItIs() {
        assertThat(ShownText.of("·Größe “…” ↓ → ≥ ∅")).isEqualTo("·Größe “…” ↓ → ≥ ∅");
    }

    @Test
    void lettersThatNoFontHoldsStandAsTheirBytes() {
        // Assigned to nobody: no font can hold it.
        assertThat(ShownText.of("a\u0378b")).isEqualTo("a\\xCD\\xB8b");
    }

    @Test
    void halfAPairAndControlsAreEscaped() {
        assertThat(ShownText.of("a\ud800b\u0007")).isEqualTo("a\\uD800b\\x07");
    }
}
