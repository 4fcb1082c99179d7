package org.sextant.assets.evaluate;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EvaluationReportTest {
    private static final Row REACHED = Row.atLeast(0.95, "indirect object", "accuracy", 0.98, 480);
    private static final Row MISSED = Row.atMost(2.5, "held-out text", "loss (nats per token)", 2.73, 40_000);
    private static final Row BASELINE = Row.noted("held-out text", "unigram | loss", 5.81, 40_000);

    private static EvaluationReport report(Row... rows) {
        return new EvaluationReport("demo:small", "0123456789abcdef", "float32", "cpu", List.of(rows),
                List.of("Names were never seen together."));
    }

    @Test
    void anAimIsReachedFromItsOwnSide() {
        assertThat(REACHED.ok()).isTrue();
        assertThat(MISSED.ok()).isFalse();
        assertThat(Row.atLeast(0.95, "t", "f", 0.95, 1).ok()).isTrue();
        assertThat(Row.atMost(0.95, "t", "f", 0.95, 1).ok()).isTrue();
        assertThat(BASELINE.ok()).isTrue();
        assertThat(report(REACHED, BASELINE).ok()).isTrue();
        assertThat(report(REACHED, MISSED).ok()).isFalse();
    }

    @Test
    void whatCouldNotBeMeasuredMissesItsAim() {
        assertThat(Row.atLeast(0, "t", "f", Double.NaN, 0).ok()).isFalse();
        assertThat(Row.atMost(9, "t", "f", Double.NaN, 0).ok()).isFalse();
        assertThat(report(Row.atLeast(0, "t", "f", Double.NaN, 0)).json().at("/rows/0/value").isNull()).isTrue();
    }

    @Test
    void theTableHasARowAFigure() {
        assertThat(report(REACHED, MISSED, BASELINE).markdown()).isEqualTo("""
                **demo:small** · `0123456789ab` · float32 · cpu

                | task | figure | value | aim | count | |
                |---|---|---:|---:|---:|---|
                | indirect object | accuracy | 0.9800 | ≥ 0.9500 | 480 | ✓ |
                | held-out text | loss (nats per token) | 2.730 | ≤ 2.500 | 40000 | ✗ missed |
                | held-out text | unigram \\| loss | 5.810 | – | 40000 |  |

                * Names were never seen together.
                """);
    }

    @Test
    void jsonHoldsTheSameFigures() {
        JsonNode json = report(REACHED, BASELINE).json();

        assertThat(json.get("ok").booleanValue()).isTrue();
        assertThat(json.at("/rows/0/value").doubleValue()).isEqualTo(0.98);
        assertThat(json.at("/rows/0/side").textValue()).isEqualTo("at_least");
        assertThat(json.at("/rows/0/aim").doubleValue()).isEqualTo(0.95);
        assertThat(json.at("/rows/1/aim").isNull()).isTrue();
        assertThat(json.at("/rows/1/count").longValue()).isEqualTo(40_000);
        assertThat(json.at("/notes/0").textValue()).startsWith("Names");
    }
}
