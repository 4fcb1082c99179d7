package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.attribution.TokenWeight;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Token;

import static org.assertj.core.api.Assertions.assertThat;

/// What is typed, as a question, and why it is none.
class TypedPairTest {
    private static TypedPair text(String clean, String corrupt, String answers, String wrong) {
        return new TypedPair(clean, corrupt, answers, wrong, Reading.TEXT);
    }

    @Test
    void textsBecomeAPairWhoseAnswersStandBetweenCommas() {
        ContrastPair pair = text("tom met", "ann met", " a, b", ",").contrast(false);

        assertThat(pair.clean()).isEqualTo(new Prompt.Text("tom met"));
        assertThat(pair.corrupt()).isEqualTo(new Prompt.Text("ann met"));
        assertThat(pair.target()).isEqualTo(new ContrastPair.Target.Answers(
                List.of(new Prompt.Text(" a", false), new Prompt.Text(" b", false)),
                List.of(new Prompt.Text(",", false))));
        assertThat(TypedPair.of(pair)).contains(text("tom met", "ann met", " a, b", ","));
    }

    @Test
    void aSumOfLogitsIsReadAndWritten() {
        TypedPair typed = text("tom met", "ann met", "3:1, 7:-0.5", "");
        ContrastPair pair = typed.contrast(false);

        assertThat(pair.target()).isEqualTo(
                new ContrastPair.Target.Weights(List.of(new TokenWeight(3, 1), new TokenWeight(7, -0.5))));
        assertThat(TypedPair.of(pair)).contains(typed);
        assertThat(typed.leavesAnswers(false)).isFalse();
        assertThat(typed.missing(false)).isEmpty();
        assertThat(text("a", "b", "3:1", "x").missing(false)).get().extracting(Missing::remedy).asString()
                .contains("negative weight");
        assertThat(LogitSum.parse("3:1, x")).isEmpty();
        assertThat(LogitSum.parse(" tom")).isEmpty();
    }

    @Test
    void idsAreReadAsIds() {
        ContrastPair pair = new TypedPair("3, 1 4", "3,1,5", "7", "8,9", Reading.IDS).contrast(false);

        assertThat(pair.clean()).isEqualTo(new Prompt.Ids(List.of(3, 1, 4)));
        assertThat(((ContrastPair.Target.Answers) pair.target()).wrong()).hasSize(2);
        assertThat(TypedPair.of(pair).orElseThrow().reading()).isEqualTo(Reading.IDS);
    }

    @ParameterizedTest
    @CsvSource({
        "'', b, x, y, no clean prompt",
        "a, '', x, y, no corrupt prompt",
        "a, a, x, y, are the same",
        "a, b, x, x, answer and the wrong answer are the same"})
    void whatIsMissingIsSaid(String clean, String corrupt, String answer, String wrong, String says) {
        assertThat(text(clean, corrupt, answer, wrong).missing(false)).get().extracting(Missing::what).asString()
                .contains(says);
    }

    @Test
    void aMethodOfTokensNeedsNoCorruptPrompt() {
        assertThat(text("a", "", "x", "").missing(true)).isEmpty();
        assertThat(text("a", "", "x", "").leavesAnswers(true)).isFalse();
        assertThat(text("a", "b", "x", "").leavesAnswers(false)).isTrue();
        assertThat(text("a", "b", "x", "").withAnswers("p", "q")).isEqualTo(text("a", "b", "x", "q"));
    }

    @Test
    void idsThatAreNoNumbersAreRefused() {
        assertThat(new TypedPair("3, x", "3,1", "7", "8", Reading.IDS).missing(false).map(Missing::what))
                .isEqualTo(Optional.of("These are no token ids"));
    }

    @Test
    void differencesAreMarkedPositionByPositionOrBetweenWhatIsCommon() {
        PairTokens same = new PairTokens(tokens(1, 2, 3, 4), tokens(1, 9, 3, 8));
        assertThat(same.differs(true, 1)).isTrue();
        assertThat(same.differs(true, 2)).isFalse();
        assertThat(same.differs(false, 3)).isTrue();

        PairTokens longer = new PairTokens(tokens(1, 2, 3), tokens(1, 7, 8, 3));
        assertThat(longer.align()).isFalse();
        assertThat(longer.prefix()).isOne();
        assertThat(longer.suffix()).isOne();
        assertThat(longer.differs(true, 1)).isTrue();
        assertThat(longer.differs(false, 2)).isTrue();
        assertThat(longer.differs(false, 3)).isFalse();
    }

    private static List<Token> tokens(int... ids) {
        return IntStream.range(0, ids.length)
                .mapToObj(at -> new Token(at, ids[at], "t" + ids[at], "", false)).toList();
    }
}
