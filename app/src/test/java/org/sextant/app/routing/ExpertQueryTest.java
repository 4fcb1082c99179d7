package org.sextant.app.routing;

import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What a person types to find an expert.
class ExpertQueryTest {
    @ParameterizedTest
    @ValueSource(strings = {"L48 E176", "l48e176", "48.176", " 48 176 ", "48/176", "layer 48, expert 176", "L48.E176"})
    void layerAndExpertAreReadInManyForms(String typed) {
        assertThat(ExpertQuery.parse(typed).flatMap(query -> query.address(OptionalInt.empty())))
                .hasValue(new ExpertAddress(48, 176));
    }

    @Test
    void anExpertAloneIsOneOfTheLayerThatIsLookedAt() {
        assertThat(ExpertQuery.parse("E7").orElseThrow().address(OptionalInt.of(3)))
                .hasValue(new ExpertAddress(3, 7));
        assertThat(ExpertQuery.parse("7").orElseThrow().address(OptionalInt.of(3))).hasValue(new ExpertAddress(3, 7));
        assertThat(ExpertQuery.parse("L3").orElseThrow().address(OptionalInt.of(3))).isEmpty();
    }

    @Test
    void aListIsFilteredByEitherNumber() {
        assertThat(ExpertQuery.parse("L3").orElseThrow().fits(3, 9)).isTrue();
        assertThat(ExpertQuery.parse("E9").orElseThrow().fits(3, 9)).isTrue();
        assertThat(ExpertQuery.parse("9").orElseThrow().fits(9, 1)).isTrue();
        assertThat(ExpertQuery.parse("9").orElseThrow().fits(1, 9)).isTrue();
        assertThat(ExpertQuery.parse("L3 E8").orElseThrow().fits(3, 9)).isFalse();
        assertThat(ExpertQuery.parse("").orElseThrow().fits(1, 2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "L3 E", "3.4.5", "E7 L3", "12345678"})
    void whatIsNoExpertIsNotUnderstood(String typed) {
        assertThat(ExpertQuery.parse(typed)).isEmpty();
    }
}
