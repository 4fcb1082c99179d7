package org.sextant.runtime.steering;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.VectorArithmetic.Term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class VectorArithmeticTest {
    private static SteeringVector vector(String method, float... numbers) {
        return new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(2, numbers, 3, new float[]{1, 1, 1})),
                Map.of("model", "m", "method", method, "normalised", "true"));
    }

    @Test
    void aSumIsTakenLayerByLayer() {
        SteeringVector sum = VectorArithmetic.sum(List.of(new Term(1, vector("a", 1, 2, 3)),
                new Term(2, vector("b", 0, 1, 0)), new Term(-1, vector("c", 1, 1, 1))));
        assertThat(sum.at(2)).containsExactly(0, 3, 2);
        assertThat(sum.at(3)).containsExactly(2, 2, 2);
        assertThat(sum.about()).isEqualTo(Map.of("model", "m", "method", "1.0 × (a) + 2.0 × (b) + -1.0 × (c)"));
    }

    @Test
    void whatIsProjectedOutIsGone() {
        SteeringVector direction = vector("b", 3, 0, 4);
        SteeringVector left = VectorArithmetic.without(vector("a", 1, 2, 3), direction);
        assertThat(Rows.dot(left.at(2), direction.at(2))).isCloseTo(0, within(1e-6));
        assertThat(left.at(2)).containsExactly(new float[]{-0.8f, 2, 0.6f}, within(1e-6f));
        assertThat(left.about()).containsEntry("method", "(a) without (b)");
    }

    @Test
    void aVectorIsScaledAtEachLayer() {
        SteeringVector scaled = VectorArithmetic.scaledTo(vector("a", 0, 3, 4), 10);
        assertThat(scaled.at(2)).containsExactly(0, 6, 8);
        assertThat(SteeringVector.norm(scaled.at(3))).isCloseTo(10, within(1e-5));
    }

    @Test
    void vectorsOfOtherPlacesAreRefused() {
        SteeringVector here = vector("a", 1, 2, 3);
        TreeMap<Integer, float[]> layers = new TreeMap<>(here.byLayer());
        refused(here, new SteeringVector(SiteKind.RESID_PRE, layers, Map.of()), "hook_resid_pre");
        refused(here, new SteeringVector(SiteKind.RESID_POST, layers.headMap(3), Map.of()), "layers [2, 3] and [2]");
        refused(here, new SteeringVector(SiteKind.RESID_POST,
                new TreeMap<>(Map.of(2, new float[2], 3, new float[2])), Map.of()), "widths 3 and 2");
    }

    private static void refused(SteeringVector one, SteeringVector other, String words) {
        assertThatThrownBy(() -> VectorArithmetic.sum(List.of(new Term(1, one), new Term(1, other))))
                .isInstanceOf(SteeringException.class).hasMessageContaining(words);
        assertThatThrownBy(() -> VectorArithmetic.without(one, other)).isInstanceOf(SteeringException.class)
                .hasMessageContaining(words);
    }

    @Test
    void whatHasNoMeaningIsRefused() {
        SteeringVector zero = vector("a", 0, 0, 0);
        assertThatThrownBy(() -> VectorArithmetic.scaledTo(zero, 1)).hasMessageContaining("layer 2");
        assertThatThrownBy(() -> VectorArithmetic.without(vector("a", 1, 2, 3), zero)).hasMessageContaining("layer 2");
        assertThatThrownBy(() -> VectorArithmetic.scaledTo(vector("a", 1, 2, 3), -1)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> VectorArithmetic.sum(List.of())).isInstanceOf(SteeringException.class);
        assertThatThrownBy(() -> VectorArithmetic.sum(List.of(new Term(Double.NaN, zero))))
                .isInstanceOf(SteeringException.class);
    }

    @Test
    void theCosineIsThatOfTheAngle() {
        assertThat(VectorArithmetic.cosine(new float[]{1, 0}, new float[]{3, 3})).isCloseTo(Math.sqrt(0.5),
                within(1e-12));
        assertThat(VectorArithmetic.cosine(new float[]{1, 0}, new float[2])).isNaN();
    }
}
