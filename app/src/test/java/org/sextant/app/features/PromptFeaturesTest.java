package org.sextant.app.features;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.Heatmap;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.FeaturesResult.Active;
import org.sextant.runtime.session.FeaturesResult.Fit;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Token;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of the features of a prompt, told by numbers that can be counted by hand.
class PromptFeaturesTest {
    private static final Provenance PROVENANCE = new Provenance("m", "f", "h", "float32", "cpu", "ab", List.of(0, 1, 2),
            List.of(), List.of(), "1");

    /// A special token with a massive activation, then `a` and `b`.
    private static PromptFeatures prompt(boolean special) {
        List<Token> tokens = List.of(new Token(0, 0, "<s>", "", true), new Token(1, 1, "a", "61", special),
                new Token(2, 2, "b", "62", special));
        List<Active> active = List.of(new Active(0, 9, 100, 1), new Active(0, 3, 50, 0), new Active(1, 3, 2, 0.75f),
                new Active(1, 5, 1, 0.25f), new Active(2, 5, 4, 0.5f), new Active(2, 7, 3, 0.5f));
        return PromptFeatures.of(Path.of("sae"),
                new FeaturesResult(tokens, active, List.of(new Fit(1, 1), new Fit(2, 1), new Fit(4, 1)), PROVENANCE),
                PROVENANCE);
    }

    @Test
    void specialTokensAreLeftOutWhereFeaturesAreCompared() {
        PromptFeatures prompt = prompt(false);

        assertThat(prompt.features()).containsExactly(3, 5, 7);
        assertThat(prompt.largest(3)).isEqualTo(2);
        assertThat(prompt.strongest(2)).containsExactly(5, 7);
        assertThat(prompt.meanShare(5)).isEqualTo(0.375f);
        assertThat(prompt.row(5)).containsExactly(Float.NaN, 1, 4);
        Heatmap map = FeatureFigures.strongest(prompt, Map.of(5, "a label that is too long for a row"));
        assertThat(map.cells().exists(0, 0)).isFalse();
        assertThat(map.cells().at(0, 2)).isEqualTo(4);
        assertThat(map.rowLabels()).containsExactly("5 a label that is…", "7", "3");
        // They are still told of where they are asked for, and in the table that goes out.
        assertThat(prompt.at(9, 0).activation()).isEqualTo(100);
        assertThat(prompt.table().texts()).hasSize(6).first().isEqualTo(List.of("0", "<s>", "9", "100.0", "1.0"));
    }

    @Test
    void theStrongestOfTwoPromptsStandInOneOrder() {
        PromptFeatures other = PromptFeatures.of(Path.of("sae"),
                new FeaturesResult(prompt(false).tokens(),
                        List.of(new Active(1, 3, 3.5f, 1), new Active(2, 8, 9, 1), new Active(2, 5, 1, 0)),
                        List.of(new Fit(1, 1), new Fit(2, 1), new Fit(4, 1)), PROVENANCE),
                PROVENANCE);

        assertThat(PromptFeatures.strongest(List.of(prompt(false), other), 3)).containsExactly(8, 5, 3);
        assertThat(PromptFeatures.strongest(List.of(other, prompt(false)), 9)).containsExactly(8, 5, 3, 7);
        assertThat(other.active(2)).extracting(Active::feature).containsExactly(8, 5);
    }

    @Test
    void whereAllTokensAreSpecialNoneIsLeftOut() {
        assertThat(prompt(true).features()).containsExactly(3, 5, 7, 9);
        assertThat(prompt(true).largest(9)).isEqualTo(100);
    }

    @Test
    void featuresAtTheSameTokensAreCounted() {
        assertThat(prompt(false).together(5)).extracting(PromptFeatures.Together::feature).containsExactlyInAnyOrder(3,
                7);
        assertThat(prompt(false).together(5)).allSatisfy(each -> {
            assertThat(each.tokens()).isEqualTo(1);
            assertThat(each.jaccard()).isEqualTo(0.5);
        });
    }
}
