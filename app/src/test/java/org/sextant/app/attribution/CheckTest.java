package org.sextant.app.attribution;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.PointsFigure.Series;
import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributedPair;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Token;

import static org.assertj.core.api.Assertions.assertThat;

/// What is said of estimates beside the truth, and of scores without a yardstick.
class CheckTest {
    private static final Provenance SOURCE = new Provenance("m", "/m", "h", "float32", "cpu", "p", List.of(1),
            List.of(),
            List.of(), "0.1.0");

    private static Attributed attributed(AttributionMethod method, double clean, double corrupt) {
        List<Token> tokens = IntStream.range(0, 9).mapToObj(at -> new Token(at, at, "t" + at, "", false)).toList();
        var pair = new AttributedPair(tokens, tokens, clean, corrupt, List.of(), List.of(), List.of(), List.of());
        var result = new AttributeResult(AnswerMetric.FIRST, List.of(pair), clean, corrupt, List.of(), List.of(),
                List.of(),
                tokens.stream().map(Token::text).toList(), Map.of(), 3,
                List.of(), SOURCE);
        return new Attributed(new AttributeRequest(List.of(ContrastPair.ofIds(List.of(1), List.of(2), 3, 4)),
                AttributionSettings.DEFAULT.with(method)), ShownNodes.RESID_PRE, result);
    }

    private static Check check(AttributionMethod method, boolean gated, double[] estimates, double[] atp) {
        return new Check(attributed(method, 2, -2), IntStream.range(0, estimates.length)
                .mapToObj(at -> new CheckedCell(PatchCell.of(NodeKind.RESID_PRE, 0, at), estimates[at], at,
                        atp.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(atp[at])))
                .toList(), gated);
    }

    @Test
    void theVerdictNamesTheCorrelationAndThatAtpIsAsGood() {
        assertThat(check(AttributionMethod.RELP, false, new double[]{0, 2, 4, 6}, new double[]{0, 1, 2, 3}).verdict())
                .isEqualTo("RelP: Pearson 1.000, Spearman 1.000 on 4 cells. AtP agrees as well (1.000).");
        assertThat(check(AttributionMethod.RELP, false, new double[]{0, 3, 1, 6}, new double[]{0, 1, 2, 3}).verdict())
                .contains("AtP agrees better (1.000).");
        assertThat(check(AttributionMethod.ATP, false, new double[]{0, 2, 4, 6}, new double[]{0, 2, 4, 6}).verdict())
                .doesNotContain("AtP agrees");
    }

    @Test
    void theHalfRuleIsNamedWhereAGatedModelSuffersFromIt() {
        double[] scaled = {0, 3, 1, 6};
        assertThat(check(AttributionMethod.RELP, true, scaled, new double[0]).halved()).isTrue();
        assertThat(check(AttributionMethod.RELP, true, scaled, new double[0]).verdict()).contains("half rule");
        assertThat(check(AttributionMethod.RELP, false, scaled, new double[0]).halved()).isFalse();
        assertThat(check(AttributionMethod.ATP, true, scaled, new double[0]).halved()).isFalse();
        assertThat(check(AttributionMethod.RELP, true, new double[]{0, 1, 2, 3}, new double[0]).halved()).isFalse();
    }

    @Test
    void twoCellsHaveNoCorrelation() {
        assertThat(check(AttributionMethod.RELP, true, new double[]{0, 1}, new double[0]).verdict())
                .startsWith("2 cells checked");
    }

    @Test
    void theWorstEstimateStandsFirstAndEveryNodeIsAPoint() {
        Check check = check(AttributionMethod.RELP, false, new double[]{0, 1, 9, 3}, new double[]{0, 1, 2, 3});
        assertThat(check.worst().getFirst().cell().position()).isEqualTo(2);
        assertThat(check.figure().series()).extracting(Series::name).containsExactly("estimate = truth", "RelP", "AtP");
        assertThat(check.figure().series().get(1).points()).hasSize(4);
        assertThat(check.table().texts()).hasSize(4)
                .contains(List.of("resid_pre", "0", "", "2", "t2", "9.0", "2.0", "2.0"));
    }

    @Test
    void scoresStayRawWhereCleanAndCorruptAreAllButTheSame() {
        Attributed alike = attributed(AttributionMethod.RELP, 1.0, 1.00001);
        assertThat(alike.divisor(true)).isOne();
        assertThat(MetricNote.notes(alike)).contains("near zero", "raw");
        Attributed apart = attributed(AttributionMethod.RELP, 2, -2);
        assertThat(apart.divisor(true)).isEqualTo(4);
        assertThat(apart.divisor(false)).isOne();
        assertThat(MetricNote.notes(apart)).isEmpty();
        assertThat(MetricNote.metric(apart)).contains("clean 2.000", "corrupt -2.000", "difference 4.000");
    }
}
