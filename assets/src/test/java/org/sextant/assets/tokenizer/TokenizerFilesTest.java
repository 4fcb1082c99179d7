package org.sextant.assets.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.checkpoint.CheckpointException;
import org.sextant.runtime.checkpoint.EncodedText;
import org.sextant.runtime.checkpoint.ModelTokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenizerFilesTest {
    private static final BpeModel MODEL = new BpeTrainer(520, List.of("▁Montevideo")).train(MadeSentences.stream());

    @TempDir
    private Path folder;

    @BeforeEach
    void write() {
        TokenizerFiles.write(MODEL, 512, folder);
    }

    @Test
    void anyTextComesBackAsItWas() {
        try (var tokenizer = open()) {
            assertThat(List.of("Who lives in Paris?", " leading", "  two", "trailing  ", "a   b", "\tTab\t\n\r\n",
                    " \n ",
                    "naïve Ελλάδα 中文字符 日本", "😀👩‍👩‍👧 flags 🇩🇪", "\u0000\u0001\u001b[0m\u007f", "<0x41> <0xE9>",
                    "a\u00a0b\u3000c\u2028d", "e\u0301 \uFFFD", "3.14159 -7% (1743) [x]{y}<z> ____ ''\"\"", "<s", " ",
                    "")).allSatisfy(text -> {
                        assertThat(tokenizer.decode(tokenizer.encode(text, false), false)).isEqualTo(text);
                        assertThat(tokenizer.decode(tokenizer.encode(text, true), true)).isEqualTo(text);
                    });
        }
    }

    @Test
    void randomTextComesBackToo() {
        Random random = new Random(11);
        try (var tokenizer = open()) {
            assertThat(IntStream.range(0, 300).mapToObj(_ -> randomText(random))).allSatisfy(
                    text -> assertThat(tokenizer.decode(tokenizer.encode(text, false), false)).isEqualTo(text));
        }
    }

    @Test
    void theTokensOfATextAreThoseOfTheModel() {
        try (var tokenizer = open()) {
            assertThat(Stream.concat(MadeSentences.stream().filter(text -> !text.contains("<|")),
                    Stream.of("Unseen zebras, 中 and 😀 in 20256!", " it's"))).allSatisfy(
                            text -> assertThat(tokenizer.encode(text, false))
                                    .containsExactly(MODEL.tokens("▁" + text.replace(' ', '▁')).stream()
                                            .mapToInt(MODEL.ids()::get).toArray()));
        }
    }

    /// Recorded with `PreTrainedTokenizerFast` of transformers 5.18 from these very files.
    @Test
    void idsAreThoseOfTheReferenceLibrary() {
        try (var tokenizer = open()) {
            assertThat(tokenizer.encode("Anna was born in Paris in 1743.", true)).containsExactly(1, 372, 332, 333, 316,
                    381, 316, 312, 382, 453, 269);
            assertThat(tokenizer.encode(
                    "<|user|> Who lives near the bridge?<|end|><|assistant|> Clara does.<|end|>", true))
                    .containsExactly(1, 4, 341, 345, 343, 344, 413, 280, 7, 5, 378, 342, 269, 7);
            assertThat(tokenizer.encode(" naïve 中 😀\tx  y\n", true)).containsExactly(1, 312, 312, 302, 292, 203, 183,
                    309, 295, 312, 236, 192, 181, 312, 248, 167, 160, 136, 17, 128, 312, 312, 311, 264);
            assertThat(tokenizer.encode("(12345) it's <0x41>", true)).containsExactly(1, 312, 266, 427, 444, 275, 267,
                    360, 265, 306, 312, 68, 270, 128, 451, 70);
            assertThat(tokenizer.encode("Montevideo", true)).containsExactly(1, 519);
        }
    }

    @Test
    void theSignForASpaceReadsAsASpace() {
        try (var tokenizer = open()) {
            assertThat(tokenizer.decode(tokenizer.encode("a▁b", false), false)).isEqualTo("a b");
        }
    }

    @Test
    void whatTheVocabularyLacksIsSpelledInBytes() {
        try (var tokenizer = open()) {
            assertThat(MODEL.tokens("▁é")).containsExactly("▁", "<0xC3>", "<0xA9>");
            int[] ids = tokenizer.encode("é", false);
            assertThat(ids).hasSize(3);
            assertThat(tokenizer.bytes(ids[1])).containsExactly(0xC3);
            assertThat(tokenizer.bytes(ids[2])).containsExactly(0xA9);
            assertThat(tokenizer.encode("😀 \u0000", false)).doesNotContain(SpecialToken.UNKNOWN.id());
        }
    }

    @Test
    void eachTokenShowsItsOwnText() {
        try (var tokenizer = open()) {
            assertThat(shown(tokenizer, "Anna lives in Paris, (1743)."))
                    .containsExactly(" Anna", " lives", " in", " Paris", ",", " ", "(", "17", "43", ")", ".");
            assertThat(tokenizer.text(SpecialToken.USER.id())).isEqualTo("<|user|>");
        }
    }

    @Test
    void numbersAreCutIntoTwoDigitsFromTheLeft() {
        try (var tokenizer = open()) {
            assertThat(shown(tokenizer, "in 1743")).containsExactly(" in", " ", "17", "43");
            assertThat(shown(tokenizer, "743x12")).containsExactly(" ", "74", "3", "x", "12");
            assertThat(shown(tokenizer, "5")).containsExactly(" ", "5");
        }
    }

    @Test
    void specialTokensAreOneIdEachAndMarkedAsSpecial() {
        try (var tokenizer = open()) {
            assertThat(SpecialToken.values()).allSatisfy(token -> {
                assertThat(tokenizer.encode(token.spelling(), false)).containsExactly(token.id());
                assertThat(tokenizer.isSpecial(token.id())).isTrue();
            });
            assertThat(tokenizer.isSpecial(8)).isFalse();
        }
    }

    @Test
    void theSpaceAfterASpecialTokenIsNeitherDoubledNorMadeUp() {
        try (var tokenizer = open()) {
            assertThat(shown(tokenizer, "<|user|> Who lives")).containsExactly("<|user|>", " Who", " lives");
            assertThat(shown(tokenizer, "Who<|end|><|user|> Who")).containsExactly(" Who", "<|end|>", "<|user|>",
                    " Who");
            assertThat(tokenizer.encode("<|user|> Who", false)[1]).isEqualTo(tokenizer.encode("Who", false)[0]);
            assertThat(tokenizer.decode(tokenizer.encode("<|user|> Who", false), false)).isEqualTo("<|user|> Who");
            assertThat(tokenizer.decode(tokenizer.encode("<|user|>Who", false), false)).isEqualTo("<|user|>Who");
            assertThat(tokenizer.decode(tokenizer.encode("<|user|> Who", true), false)).isEqualTo("<s><|user|> Who");
        }
    }

    @Test
    void theTokenThatBeginsATextIsPutFirstOnce() {
        try (var tokenizer = open()) {
            assertThat(tokenizer.encode("Who lives", true)).hasSize(3).startsWith(SpecialToken.BEGIN.id());
            assertThat(tokenizer.encode("", true)).containsExactly(SpecialToken.BEGIN.id());
        }
    }

    @Test
    void spansPointAtTheTextThatATokenCameFrom() {
        try (var tokenizer = open()) {
            assertThat(tokenizer.encodeWithSpans("Anna in 1743", false).spans()).containsExactly(
                    new EncodedText.Span(0, 4), new EncodedText.Span(4, 7), new EncodedText.Span(7, 8),
                    new EncodedText.Span(8, 10), new EncodedText.Span(10, 12));
        }
    }

    @Test
    void theTokenizerSaysWhatItIs() {
        try (var tokenizer = open()) {
            assertThat(tokenizer.describe()).isEqualTo("BPE with byte fallback, %d tokens".formatted(MODEL.size()));
        }
    }

    @Test
    void theSameTextsGiveTheSameFilesByteForByte() throws IOException {
        Path other = folder.resolve("new/folder");
        TokenizerFiles.write(new BpeTrainer(520, List.of("▁Montevideo")).train(MadeSentences.stream()), 512, other);

        for (String file : List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")) {
            assertThat(other.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
        }
        try (Stream<Path> files = Files.list(other)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void theSettingsNameTheTokensAndTheLengthOfTheModel() throws IOException {
        JsonNode settings = new JsonMapper().readTree(folder.resolve("tokenizer_config.json").toFile());

        assertThat(settings.path("tokenizer_class").asText()).isEqualTo("PreTrainedTokenizerFast");
        assertThat(settings.path("model_max_length").asInt()).isEqualTo(512);
        assertThat(settings.path("bos_token").asText()).isEqualTo("<s>");
        assertThat(settings.path("pad_token").asText()).isEqualTo("<pad>");
        assertThat(settings.path("clean_up_tokenization_spaces").asBoolean(true)).isFalse();
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> TokenizerFiles.write(MODEL, 512, file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("cannot be written");
    }

    private ModelTokenizer open() {
        return ModelTokenizer.in(folder).orElseThrow();
    }

    private static List<String> shown(ModelTokenizer tokenizer, String text) {
        return IntStream.of(tokenizer.encode(text, false)).mapToObj(tokenizer::text).toList();
    }

    /// Any characters but halves of one, and `▁`, which reads as a space.
    private static String randomText(Random random) {
        return random.ints(random.nextInt(40), 0, random.nextBoolean() ? 0x110000 : 0x80)
                .map(point -> random.nextInt(4) == 0 ? ' ' : point)
                .filter(point -> (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) && point != '▁')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
