package org.sextant.runtime.generate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Ids are bytes here, the hardest case for a text that must not change.
class TextStreamTest {
    @Test
    void aCharacterAppearsWithItsLastByte() {
        assertThat(shown("a", "é€😀!")).containsExactly("", "é", "é", "é", "é€", "é€", "é€", "é€", "é€😀", "é€😀!");
    }

    @Test
    void aCharacterThatBeganInThePromptIsCompleted() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        TextStream stream = new TextStream(new int[]{'a', euro[0] & 0xFF}, TextStreamTest::decode);
        assertThat(stream.add(euro[1] & 0xFF)).isEmpty();
        assertThat(stream.add(euro[2] & 0xFF)).isEqualTo("€");
    }

    @Test
    void bytesThatNeverBecomeACharacterAreShownAndNothingShownChanges() {
        TextStream stream = new TextStream(new int[]{'a'}, TextStreamTest::decode);
        List<String> texts = new ArrayList<>();
        for (int id : new int[]{0xFF, 0xFE, 0xFF, 0xF0, 0x9F, 0x98, 0x80, 'b'}) {
            texts.add(stream.add(id));
        }
        assertThat(texts.getLast()).isEqualTo("\uFFFD\uFFFD\uFFFD😀b");
        for (int i = 1; i < texts.size(); i++) {
            assertThat(texts.get(i)).startsWith(texts.get(i - 1));
        }
    }

    @Test
    void aLeadingSpaceThatTheDecoderDropsAtTheBeginningOfATextIsKept() {
        TextStream stream = new TextStream(new int[]{'o', 'n', 'c', 'e'}, ids -> decode(ids).stripLeading());
        assertThat(stream.add(' ')).isEqualTo(" ");
        assertThat(stream.add('a')).isEqualTo(" a");
    }

    @Test
    void aLongTextGrowsTokenByToken() {
        String text = "the quick brown fox ".repeat(20);
        assertThat(shown("", text).getLast()).isEqualTo(text);
    }

    private static List<String> shown(String prompt, String continuation) {
        TextStream stream = new TextStream(ids(prompt), TextStreamTest::decode);
        List<String> texts = new ArrayList<>();
        for (int id : ids(continuation)) {
            texts.add(stream.add(id));
        }
        return texts;
    }

    private static int[] ids(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ids[i] = bytes[i] & 0xFF;
        }
        return ids;
    }

    private static String decode(int[] ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            bytes.write(id);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
