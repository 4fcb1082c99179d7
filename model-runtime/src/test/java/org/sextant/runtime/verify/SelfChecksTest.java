package org.sextant.runtime.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.model.RouterSpec.Scores;
import org.sextant.runtime.verify.ModelProbe.Finding;

import static org.assertj.core.api.Assertions.assertThat;

class SelfChecksTest {
    private static final Tolerances SINGLE = Tolerances.of(DataType.FLOAT32);

    private static Finding finding(double deviation, double... logits) {
        return new Finding(logits, Map.of(IdentityProbe.STREAM, deviation));
    }

    private static List<Boolean> shrinks(double narrow, double wide) {
        return SelfChecks.shrinking(finding(narrow, 1), finding(wide, 1), SINGLE).stream().map(Check::ok).toList();
    }

    @Test
    void noiseShrinksAndAMistakeDoesNot() {
        assertThat(shrinks(1e-6, 1e-15)).containsExactly(true, true);
        assertThat(shrinks(1e-6, 1e-6)).containsExactly(true, false);
        assertThat(shrinks(0, 1e-12)).containsExactly(true, true);
    }

    @Test
    void logitsFarFromThoseOfFloat64AreSeen() {
        assertThat(SelfChecks.shrinking(finding(0, 1, 2), finding(0, 1, 2.1), SINGLE)).extracting(Check::ok)
                .containsExactly(false, true);
    }

    @Test
    void whatIsNoNumberHoldsNothing() {
        assertThat(SelfChecks.of(finding(Double.NaN), SINGLE)).extracting(Check::ok).containsExactly(false);
        assertThat(Deviation.absolute(new double[]{Double.NaN}, new double[]{1})).isNaN();
        assertThat(Deviation.relative(new double[]{1}, new double[]{1, 2})).isInfinite();
        assertThat(Deviation.relative(new double[]{1.5, -4}, new double[]{1, -4})).isEqualTo(0.125);
    }

    @Test
    void aRouterIsHeldToItsRule() {
        RoutingRule rule = new RoutingRule(new ExpertSpec(4, 2, 8, ExpertSpec.Kind.GATED,
                RouterSpec.plain(Scores.SOFTMAX, true), Optional.empty()));
        double[] logits = {0, Math.log(3), Math.log(2), 0};
        assertThat(rule.deviation(logits, new double[]{1, 2}, new double[]{0.6, 0.4})).isLessThan(1e-12);
        assertThat(rule.deviation(logits, new double[]{1, 2}, new double[]{0.5, 0.5})).isGreaterThan(0.09);
        assertThat(rule.deviation(logits, new double[]{1, 3}, new double[]{0.75, 0.25})).isEqualTo(1);
        assertThat(rule.deviation(logits, new double[]{1, 1}, new double[]{0.5, 0.5})).isEqualTo(1);
    }
}
