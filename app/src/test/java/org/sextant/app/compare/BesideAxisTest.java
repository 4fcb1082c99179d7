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

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static Layers layers(int count) {
        return new Layers(numbers(count));
    }

    private static Parts parts(int count, String of) {
        return new Parts(numbers(count), of);
    }

    private static List<Integer> counterparts(BesideAxis from, BesideAxis to) {
        return IntStream.range(0, from.count()).map(place -> from.counterpart(place, to).orElse(-1)).boxed().toList();
    }

    @Test
    void aTokenIsFoundInTheOneThatHoldsItsEnd() {
        Tokens words = tokens("<s>", " When", " Anna", " left");
        Tokens pieces = tokens("<bos>", "<sep>", "Wh", "en", " An", "na", " ", "left");
        assertThat(counterparts(words, pieces)).containsExactly(-1, 3, 5, 7);
        assertThat(counterparts(pieces, words)).containsExactly(-1, -1, 1, 1, 2, 2, 2, 3);
        assertThat(counterparts(tokens("<s>", "a"), tokens("<bos>", "a"))).containsExactly(0, 1);
        assertThat(counterparts(tokens("<user>", "a"), tokens("<bos>", "<user>", "a"))).containsExactly(1, 2);
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
        assertThat(counterparts(layers(4), layers(3))).containsExactly(0, 1, 1, 2);
        assertThat(counterparts(layers(3), layers(5))).containsExactly(0, 2, 4);
        assertThat(counterparts(layers(1), layers(5))).containsExactly(4);
        assertThat(layers(4).same(layers(4))).isTrue();
        Layers other = new Layers(List.of("1", "3"));
        assertThat(layers(2).same(other)).isFalse();
        assertThat(counterparts(layers(2), other)).containsExactly(0, 1);
    }

    @Test
    void numberedPartsAreFoundByNumberInTheSameThingAlone() {
        assertThat(counterparts(parts(3, "heads"), parts(2, "heads"))).containsExactly(0, 1, -1);
        assertThat(counterparts(new Parts(List.of("0.0", "0.1", "1.0"), "heads"),
                new Parts(List.of("0.0", "1.0", "2.0"), "heads"))).containsExactly(0, -1, 1);
        assertThat(parts(3, "first").relates(parts(3, "second"))).isFalse();
        assertThat(parts(3, "heads").relates(layers(3))).isFalse();
        assertThat(layers(3).counterpart(0, parts(3, "heads"))).isEqualTo(OptionalInt.empty());
    }
}
