package org.sextant.runtime.session;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RefusalRuleTest {
    private static RefusalRule rule(RefusalRule.Place place, String... phrases) {
        return new RefusalRule(List.of(phrases), place, 8, List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"I cannot help with that.| true", "' i CANNOT'| true",
        "I\u2019m sorry, no| true",
        "I  am sorry| true", "Take a knife. I cannot say more.| false", "I can| false", "''| false"})
    void phrasesCountAtTheBeginningHoweverTheyAreSpelled(String answer, boolean refused) {
        assertThat(RefusalRule.USUAL.isRefusal(answer)).isEqualTo(refused);
    }

    @Test
    void phrasesMayCountAnywhere() {
        RefusalRule anywhere = rule(RefusalRule.Place.ANYWHERE, "cannot help");
        assertThat(anywhere.isRefusal("No. I cannot\nhelp you")).isTrue();
        assertThat(rule(RefusalRule.Place.BEGINNING, "cannot help").isRefusal("No. I cannot help you")).isFalse();
    }

    @Test
    void withoutAPhraseOrATokenThereIsNothingToTell() {
        assertThatThrownBy(() -> rule(RefusalRule.Place.BEGINNING)).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> rule(RefusalRule.Place.BEGINNING, " ")).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> new RefusalRule(List.of("no"), RefusalRule.Place.BEGINNING, 0, List.of()))
                .isInstanceOf(RequestException.class).hasMessageContaining("0 tokens");
    }
}
