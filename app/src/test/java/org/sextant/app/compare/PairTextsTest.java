package org.sextant.app.compare;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.Update;

import static org.assertj.core.api.Assertions.assertThat;

class PairTextsTest {
    private final PairTexts texts = new PairTexts();

    private void write(boolean first, String... tokens) {
        StringBuilder text = new StringBuilder();
        for (String token : tokens) {
            text.append(token);
            texts.of(first).add(new Update.Generated(new Token(texts.of(first).size(), 7, token, "", false),
                    text.toString(), 0.5f));
        }
    }

    @Test
    void textsPartAtTheFirstTokenThatDiffers() {
        write(true, " Tom", ".", " You", " will");
        write(false, " Tom", ".", " Thank", " you");
        assertThat(texts.firstDifference()).hasValue(2);
        assertThat(texts.cut(true)).isEqualTo(new PairTexts.Cut(" Tom.", " You", " will"));
        assertThat(texts.cut(false)).isEqualTo(new PairTexts.Cut(" Tom.", " Thank", " you"));
    }

    @Test
    void aTextThatIsAheadDoesNotDiffer() {
        write(true, " Tom", ".");
        write(false, " Tom");
        assertThat(texts.firstDifference()).isEmpty();
        assertThat(texts.cut(true)).isEqualTo(new PairTexts.Cut(" Tom.", "", ""));
    }

    @Test
    void nothingIsWrittenYet() {
        assertThat(texts.cut(true)).isEqualTo(new PairTexts.Cut("", "", ""));
    }

    @Test
    void aCharacterThatIsNotWholeYetIsNoPartOfWhatIsCommon() {
        texts.of(true).add(new Update.Generated(new Token(0, 1, "\u00e2", "", false), "\ufffd", 0.5f));
        texts.of(true).add(new Update.Generated(new Token(1, 2, "x", "", false), "\u20ac", 0.5f));
        texts.of(false).add(new Update.Generated(new Token(0, 1, "\u00e2", "", false), "\ufffd", 0.5f));
        texts.of(false).add(new Update.Generated(new Token(1, 3, "y", "", false), "\u2020", 0.5f));
        assertThat(texts.cut(true)).isEqualTo(new PairTexts.Cut("", "\u20ac", ""));
    }
}
