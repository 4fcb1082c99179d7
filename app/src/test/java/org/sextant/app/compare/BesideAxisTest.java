package org.sextant.app.compare;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.sextant.app.compare.BesideAxis.Layers;
import org.sextant.app.compare.BesideAxis.Parts;
import org.sextant.app.compare.BesideAxis.Tokens;
import org.sextant.runtime.session.Token;

import static org.assertj.core.api.Assertions.assertThat;

class BesideAxisTest {
    private static Tokens tokens(String... texts) {
        List<Token> tokens = new ArrayList<>();
        for (String text : texts) {
            boolean special = text.startsWith("<");
            String bytes = special ? ""
                    : HexFormat.ofDelimiter(" ").withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8));
            tokens.add(new Token(tokens.size(), 7, text, bytes, special));
        }
        return Tokens.of(tokens);
    }

    private static List<Integer> counterparts(BesideAxis from, BesideAxis to) {
        return IntStream.range(0, from.count()).map(place -> from.counterpart(place, to).orElse(-1)).boxed().toList();
    }

    @Test
    void aTokenIsFoundInTheOneThatHoldsItsEnd() {
        Tokens words = tokens("<s>", " When", " Anna", " left");
        Tokens pieces = tokens("<bos>", "<sep>", "Wh", "en", " An", "na", " ", "left");
        assertThat(counterparts(words, pieces)).containsExactly(0, 3, 5, 7);
        assertThat(counterparts(pieces, words)).containsExactly(0, -1, 1, 1, 2, 2, 2, 3);
        assertThat(words.relates(pieces)).isTrue();
        assertThat(words.same(pieces)).isFalse();
    }

    @Test
    void equalTokensStandForEachOtherWhateverTheirIds() {
        Tokens one = tokens("<s>", " a", " b");
        assertThat(one.same(tokens("<s>", " a", " b"))).isTrue();
        assertThat(counterparts(one, tokens("<s>", " a", " b"))).containsExactly(0, 1, 2);
    }

    @Test
    void aLayerIsFoundAsDeepInTheOtherModel() {
        assertThat(counterparts(new Layers(4), new Layers(3))).containsExactly(0, 1, 1, 2);
        assertThat(counterparts(new Layers(3), new Layers(5))).containsExactly(0, 2, 4);
        assertThat(counterparts(new Layers(1), new Layers(5))).containsExactly(4);
        assertThat(new Layers(4).same(new Layers(4))).isTrue();
    }

    @Test
    void numberedPartsAreFoundByNumberInTheSameThingAlone() {
        assertThat(counterparts(new Parts(3, "heads"), new Parts(2, "heads"))).containsExactly(0, 1, -1);
        assertThat(new Parts(3, "first").relates(new Parts(3, "second"))).isFalse();
        assertThat(new Parts(3, "heads").relates(new Layers(3))).isFalse();
        assertThat(new Layers(3).counterpart(0, new Parts(3, "heads"))).isEqualTo(OptionalInt.empty());
    }
}
