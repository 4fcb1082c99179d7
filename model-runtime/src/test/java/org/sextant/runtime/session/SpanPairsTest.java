package org.sextant.runtime.session;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.checkpoint.EncodedText.Span;
import org.sextant.runtime.session.PositionPairs.Pair;

import static org.assertj.core.api.Assertions.assertThat;

class SpanPairsTest {
    @Test
    void tokensThatEndAtTheSameCharacterBelongTogether() {
        // "the cat": the| cat, against t|he| c|at.
        PositionPairs pairs = SpanPairs.of(List.of(new Span(0, 3), new Span(3, 7)),
                List.of(new Span(0, 1), new Span(1, 3), new Span(3, 5), new Span(5, 7)));
        assertThat(pairs.pairs()).containsExactly(new Pair(0, 1), new Pair(1, 3));
        assertThat(pairs.aloneA()).isEmpty();
        assertThat(pairs.aloneB()).containsExactly(0, 2);
        assertThat(pairs.identity()).isFalse();
    }

    @Test
    void theLastTokenOfACharacterHasSeenItWhole() {
        PositionPairs pairs = SpanPairs.of(List.of(new Span(0, 2)),
                List.of(new Span(0, 2), new Span(0, 2), new Span(0, 2)));
        assertThat(pairs.pairs()).containsExactly(new Pair(0, 2));
        assertThat(pairs.aloneB()).containsExactly(0, 1);
    }

    @Test
    void whatATokenizerAddsIsNoneOfTheText() {
        // <s> a b against a b </s>: the last letter's partner is the letter.
        PositionPairs pairs = SpanPairs.of(List.of(new Span(0, 0), new Span(0, 1), new Span(1, 2)),
                List.of(new Span(0, 1), new Span(1, 2), new Span(2, 2)));
        assertThat(pairs.pairs()).containsExactly(new Pair(1, 0), new Pair(2, 1));
        assertThat(pairs.aloneA()).containsExactly(0);
        assertThat(pairs.aloneB()).containsExactly(2);
    }

    @Test
    void whatBothTokenizersPutFirstBelongsTogether() {
        PositionPairs pairs = SpanPairs.of(List.of(new Span(0, 0), new Span(0, 2)),
                List.of(new Span(0, 0), new Span(0, 1), new Span(1, 2)));
        assertThat(pairs.pairs()).containsExactly(new Pair(0, 0), new Pair(1, 2));
    }

    @Test
    void oneTokenForAllThatTheOtherCutsHasNoPartnerInItsMidst() {
        PositionPairs pairs = SpanPairs.of(List.of(new Span(0, 4)), List.of(new Span(0, 1), new Span(1, 3)));
        assertThat(pairs.pairs()).isEmpty();
        assertThat(pairs.aloneA()).containsExactly(0);
    }

    @Test
    void theSameReadingIsPairedPositionByPosition() {
        assertThat(SpanPairs.identity(2).pairs()).containsExactly(new Pair(0, 0), new Pair(1, 1));
        assertThat(SpanPairs.identity(2).identity()).isTrue();
    }
}
