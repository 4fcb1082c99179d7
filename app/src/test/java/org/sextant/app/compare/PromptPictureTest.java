package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.Limits;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.compare.PromptPicture.LayerMeasure;
import org.sextant.app.compare.PromptPicture.Measure;
import org.sextant.runtime.session.ComparePromptResult;
import org.sextant.runtime.session.LayerPair;
import org.sextant.runtime.session.PositionDifference;
import org.sextant.runtime.session.PositionPairs;
import org.sextant.runtime.session.PositionPairs.Pair;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Two readings of `the`: `t h e` and `t he`.
class PromptPictureTest {
    private static final Provenance FROM = new Provenance("a", "/a", "1", "float32", "cpu", "the", List.of(1, 2, 3),
            List.of(), List.of(), "test");

    static PromptPicture picture(boolean shared) {
        return new PromptPicture(new ComparePromptResult(tokens("t", "h", "e"), tokens("t", "he"),
                new PositionPairs(List.of(new Pair(0, 0), new Pair(2, 1)), List.of(1), List.of()),
                List.of(new LayerPair(0, 0, "blocks.0.hook_resid_pre", "blocks.0.hook_resid_pre", 4, 4),
                        new LayerPair(1, 1, "blocks.0.hook_resid_post", "blocks.0.hook_resid_post", 4, 4)),
                TensorValue.of(new float[]{1, 0.5f, -0.25f, 0}, 2, 2),
                TensorValue.of(new float[]{1, 2, 0.5f, 4}, 2, 2),
                List.of(position(0, 0, shared, 0.5, true), position(2, 1, shared, 1.5, false)),
                shared ? Optional.of(90) : Optional.empty(), List.of(), FROM, FROM), "first", "second");
    }

    private static List<Token> tokens(String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(at -> new Token(at, at, texts[at], "", false)).toList();
    }

    private static PositionDifference position(int a, int b, boolean shared, double kl, boolean agrees) {
        OptionalDouble divergence = shared ? OptionalDouble.of(kl) : OptionalDouble.empty();
        return new PositionDifference(a, b, divergence, shared ? OptionalDouble.of(2 * kl) : OptionalDouble.empty(),
                divergence, agrees, OptionalInt.of(agrees ? 0 : 7),
                OptionalInt.of(agrees ? 0 : 3), List.of());
    }

    @Test
    void divergencesStandAtTheFirstModelsPositionsAndRingsWhereTheBestTokenDiffers() {
        PointsFigure figure = picture(true).figure(Measure.DIVERGENCE);
        assertThat(figure.series()).extracting(PointsFigure.Series::name).containsExactly("best token differs",
                "KL of A from B",
                "JS");
        assertThat(figure.series().getFirst().points()).extracting(PointsFigure.Point::x).containsExactly(2.0);
        assertThat(figure.series().get(1).points()).extracting(PointsFigure.Point::y).containsExactly(0.5, 1.5);
        assertThat(figure.series().get(1).points().get(1).readout())
                .isEqualTo(
                        "position 2 “e”: KL of A from B 1.500, of B from A 3.000, JS 1.500 nats; best token: rank 7 in"
                                + " second, of second: rank 3 in first");
    }

    @Test
    void positionsReachFromTheFirstTokenToTheLastWhateverIsShown() {
        for (Measure measure : Measure.values()) {
            assertThat(picture(true).figure(measure).across().limits()).contains(new Limits(0, 2));
        }
    }

    @Test
    void withoutOneVocabularyThereAreRanksAlone() {
        assertThat(picture(false).hasDivergence()).isFalse();
        assertThat(picture(false).figure(Measure.RANKS).series().getFirst().points())
                .extracting(PointsFigure.Point::y).containsExactly(0.0, 7.0);
    }

    @Test
    void tokensWithoutAPartnerStandBetweenThePairs() {
        List<AlignedToken> rows = picture(true).aligned();
        assertThat(rows).extracting(AlignedToken::textA).containsExactly("t", "h", "e");
        assertThat(rows).extracting(AlignedToken::textB).containsExactly("t", "", "he");
        assertThat(rows.get(1).difference()).isEmpty();
        assertThat(rows.get(2).b()).hasValue(1);
    }

    @Test
    void aRatioOfTwoIsOneInLogarithmsAndTheReadoutSaysTheRatio() {
        var heatmap = picture(true).layers(LayerMeasure.NORM_RATIO);
        assertThat(heatmap.cells().at(0, 1)).isEqualTo(1, within(1e-6f));
        assertThat(heatmap.cells().at(1, 0)).isEqualTo(-1, within(1e-6f));
        assertThat(heatmap.signed()).isTrue();
        assertThat(heatmap.rowLabels()).containsExactly("in 0", "out 0");
        assertThat(heatmap.columnLabels()).containsExactly("t", "e");
        assertThat(heatmap.cells().readout(1, 1)).isEqualTo("output of block 0: norm × 4.000");
    }

    @Test
    void theDistanceIsUnsignedAndTheCosineSigned() {
        assertThat(picture(true).layers(LayerMeasure.DISTANCE).cells().at(1, 0)).isEqualTo(1.25f);
        assertThat(picture(true).layers(LayerMeasure.DISTANCE).signed()).isFalse();
        assertThat(picture(true).layers(LayerMeasure.COSINE).signed()).isTrue();
    }
}
