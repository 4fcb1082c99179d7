package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.testing.CharacterTokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

class ModelTokenizerTest {
    /// Vocabulary and merges as SentencePiece models are converted: `▁` for a space, bytes for what is not there.
    private static final String SENTENCE_PIECE = """
            {"version":"1.0","truncation":{"direction":"Right","max_length":3,"strategy":"LongestFirst","stride":0},
             "padding":{"strategy":{"Fixed":9},"direction":"Right","pad_to_multiple_of":null,"pad_id":0,
                        "pad_type_id":0,"pad_token":"<unk>"},
             "added_tokens":[
              {"id":0,"content":"<unk>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
              {"id":1,"content":"<s>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
              {"id":2,"content":"   ","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":false}],
             "normalizer":{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},
                          {"type":"Replace","pattern":{"String":" "},"content":"▁"}]},
             "pre_tokenizer":null,
             "post_processor":%s,
             "decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},
                       {"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]},
             "model":{"type":"BPE","dropout":null,"unk_token":"<unk>","continuing_subword_prefix":null,
              "end_of_word_suffix":null,"fuse_unk":true,"byte_fallback":true,
              "vocab":{"<unk>":0,"<s>":1,"   ":2,"<0xC3>":3,"<0xA9>":4,"<0x0A>":5,"▁":6,"a":7,"b":8,"▁a":9,"▁ab":10,
                       "<0xF0>":11,"<0x9F>":12,"<0x98>":13,"<0x80>":14},
              "merges":["▁ a","▁a b"]}}
            """;
    private static final String BEGIN_FIRST = """
            {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},
             {"Sequence":{"id":"A","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},
             {"Sequence":{"id":"B","type_id":1}}],"special_tokens":{"<s>":{"id":"<s>","ids":[1],"tokens":["<s>"]}}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSentencePiece() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), SENTENCE_PIECE.formatted(BEGIN_FIRST));
    }

    @Test
    void aFolderWithoutATokenizerHasNone() throws IOException {
        Files.delete(folder.resolve("tokenizer.json"));
        assertThat(ModelTokenizer.in(folder)).isEmpty();
    }

    @Test
    void promptsAreNeitherCutNorPaddedWhateverTheFileAsks() {
        try (var tokenizer = open()) {
            assertThat(tokenizer.encode("ab ab ab ab ab", true)).containsExactly(1, 10, 10, 10, 10, 10);
            assertThat(tokenizer.encode("ab", false)).containsExactly(10);
            assertThat(tokenizer.encode("ab ".repeat(2000), false)).hasSize(2001);
        }
    }

    @Test
    void anEmptyTextHasNoTokensOfItsOwn() {
        try (var tokenizer = open()) {
            assertThat(tokenizer.encode("", false)).isEmpty();
            assertThat(tokenizer.encode("", true)).containsExactly(1);
        }
    }

    @Test
    void sentencePieceTokensKeepTheirSpacesAndBytes() {
        try (var tokenizer = open()) {
            assertThat(tokenizer.text(10)).isEqualTo(" ab");
            assertThat(tokenizer.text(6)).isEqualTo(" ");
            assertThat(tokenizer.text(2)).isEqualTo("   ");
            assertThat(tokenizer.text(5)).isEqualTo("\n");
            assertThat(tokenizer.bytes(3)).containsExactly(0xC3);
            assertThat(tokenizer.text(3)).isEqualTo("\uFFFD");
            assertThat(tokenizer.text(1)).isEqualTo("<s>");
            assertThat(tokenizer.bytes(10)).containsExactly(' ', 'a', 'b');
        }
    }

    @Test
    void bytesThatMakeOneCharacterDecodeTogether() {
        try (var tokenizer = open()) {
            int[] ids = tokenizer.encode("ab é😀", false);
            assertThat(ids).containsExactly(10, 6, 3, 4, 11, 12, 13, 14);
            assertThat(tokenizer.decode(ids, false)).isEqualTo("ab é😀");
        }
    }

    @Test
    void spansCountCharsOfTheText() {
        try (var tokenizer = open()) {
            var encoded = tokenizer.encodeWithSpans("ab 😀a", true);
            assertThat(encoded.ids()).containsExactly(1, 10, 6, 11, 12, 13, 14, 7);
            assertThat(encoded.spans()).containsExactly(span(0, 0), span(0, 2), span(2, 3), span(3, 5), span(3, 5),
                    span(3, 5), span(3, 5), span(5, 6));
        }
    }

    @Test
    void halfASurrogatePairDoesNotShiftTheRest() {
        try (var tokenizer = open()) {
            var encoded = tokenizer.encodeWithSpans("\uD83Dab", false);
            assertThat(encoded.spans().getLast()).isEqualTo(span(2, 3));
        }
    }

    @Test
    void specialTokensAreToldFromAddedOnes() {
        try (var tokenizer = open()) {
            assertThat(List.of(0, 1, 2, 9, -1, 5000)).map(tokenizer::isSpecial)
                    .containsExactly(true, true, false, false, false, false);
            assertThat(tokenizer.decode(new int[]{1, 10}, true)).isEqualTo("ab");
            assertThat(tokenizer.decode(new int[]{1, 10}, false)).isEqualTo("<s> ab");
        }
    }

    @Test
    void anIdBeyondTheVocabularyShowsItsNumber() {
        try (var tokenizer = open()) {
            assertThat(tokenizer.text(5000)).isEqualTo("#5000");
            assertThat(tokenizer.bytes(5000)).isEmpty();
            assertThat(tokenizer.decode(new int[]{10, 5000, -1}, false)).isEqualTo("ab");
        }
    }

    @Test
    void theConfigAddsTheBeginTokenThatThePostProcessorLeavesOut() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), SENTENCE_PIECE.formatted("null"));
        settings("""
                {"bos_token":{"content":"<s>","lstrip":false},"add_bos_token":true}""");
        try (var tokenizer = open()) {
            assertThat(tokenizer.encode("ab", true)).containsExactly(1, 10);
            assertThat(tokenizer.encode("ab", false)).containsExactly(10);
            assertThat(tokenizer.encodeWithSpans("ab", true).spans()).containsExactly(span(0, 0), span(0, 2));
        }
    }

    @Test
    void theBeginTokenIsNotAddedTwice() throws IOException {
        settings("""
                {"bos_token":"<s>","add_bos_token":true}""");
        try (var tokenizer = open()) {
            assertThat(tokenizer.encode("ab", true)).containsExactly(1, 10);
        }
    }

    @Test
    void theConfigTakesTheBeginTokenAway() throws IOException {
        settings("""
                {"bos_token":"<s>","add_bos_token":false}""");
        try (var tokenizer = open()) {
            assertThat(tokenizer.encode("ab", true)).containsExactly(10);
        }
    }

    @Test
    void theChatTemplateIsKept() throws IOException {
        settings("""
                {"chat_template":[{"name":"tool_use","template":"T"},{"name":"default","template":"D"}]}""");
        try (var tokenizer = open()) {
            assertThat(tokenizer.chatTemplate().orElseThrow().text()).isEqualTo("D");
        }
    }

    @Test
    void aTemplateOfItsOwnFileComesBeforeTheSettingsAndTheirsBeforeAProcessors() throws IOException {
        Files.writeString(folder.resolve("chat_template.json"), "{\"chat_template\":\"P\"}");
        assertThat(templateText()).isEqualTo("P");
        settings("""
                {"chat_template":"S"}""");
        assertThat(templateText()).isEqualTo("S");
        Files.writeString(folder.resolve("chat_template.jinja"), "J\u00e9\n");
        assertThat(templateText()).isEqualTo("J\u00e9\n");
    }

    @Test
    void aTemplateIsGivenTheSpecialTokensByTheirNames() throws IOException {
        Files.writeString(folder.resolve("special_tokens_map.json"), """
                {"bos_token":"<old>","unk_token":{"content":"<unk>"},"additional_special_tokens":["<x>"]}""");
        settings("""
                {"chat_template":"S","bos_token":"<s>","eos_token":{"content":"</s>"},"add_bos_token":true,
                 "pad_token":null}""");
        try (var tokenizer = open()) {
            assertThat(tokenizer.chatTemplate().orElseThrow().specialTokens()).containsOnly(entry("bos_token", "<s>"),
                    entry("eos_token", "</s>"), entry("unk_token", "<unk>"));
        }
    }

    private String templateText() {
        try (var tokenizer = open()) {
            return tokenizer.chatTemplate().orElseThrow().text();
        }
    }

    @Test
    void byteLevelTokensAreSpelledByte() throws IOException {
        CharacterTokenizer.writeTo(folder);
        String vocabulary = Files.readString(folder.resolve("tokenizer.json"));
        // Ċ stands for a line feed, Ã© for the two bytes of é; both are spelled so in GPT-2's vocabulary.
        Files.writeString(folder.resolve("tokenizer.json"),
                vocabulary.replace("\"~\":96", "\"~\":96,\"Ċ\":97,\"Ã©\":98,\"☃\":99"));
        try (var tokenizer = open()) {
            assertThat(tokenizer.text(97)).isEqualTo("\n");
            assertThat(tokenizer.text(98)).isEqualTo("é");
            assertThat(tokenizer.text(99)).isEqualTo("☃");
            assertThat(tokenizer.decode(new int[]{98, 97}, false)).isEqualTo("é\n");
            assertThat(tokenizer.describe()).isEqualTo("byte-level BPE, 100 tokens");
        }
    }

    @Test
    void theCharacterTokenizerSpellsEveryPrintableCharacter() {
        CharacterTokenizer.writeTo(folder);
        StringBuilder printable = new StringBuilder();
        for (char character = ' '; character <= '~'; character++) {
            printable.append(character);
        }
        try (var tokenizer = open()) {
            assertThat(tokenizer.size()).isEqualTo(CharacterTokenizer.SIZE);
            int[] ids = tokenizer.encode(printable.toString(), true);
            assertThat(ids).hasSize(95).doesNotHaveDuplicates().doesNotContain(1, 2);
            assertThat(tokenizer.decode(ids, false)).isEqualTo(printable.toString());
            for (int position = 0; position < ids.length; position++) {
                assertThat(ids[position]).isEqualTo(CharacterTokenizer.id(printable.charAt(position)));
                assertThat(tokenizer.text(ids[position])).isEqualTo(printable.substring(position, position + 1));
            }
        }
    }

    @Test
    void manyThreadsEncodeAtOnce() throws Exception {
        try (var tokenizer = open(); var threads = Executors.newFixedThreadPool(4)) {
            Callable<String> roundTrip = () -> tokenizer.decode(tokenizer.encode("ab ".repeat(50), true), true);
            for (var result : threads.invokeAll(Collections.nCopies(40, roundTrip))) {
                assertThat(result.get()).isEqualTo("ab ".repeat(50));
            }
        }
    }

    @Test
    void aClosedTokenizerSaysSo() {
        var tokenizer = open();
        tokenizer.close();
        tokenizer.close();
        assertThatIllegalStateException().isThrownBy(() -> tokenizer.encode("ab", false));
        assertThat(tokenizer.text(10)).isEqualTo(" ab");
    }

    @Test
    void aDamagedTokenizerIsNamed() throws IOException {
        for (String damaged : List.of("{", "[]", "{}",
                "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":-1},\"merges\":[]}}",
                "{\"model\":{\"type\":\"Riddle\",\"vocab\":{\"a\":1}}}",
                SENTENCE_PIECE.formatted("null").replace("\"▁ab\":10,", ""))) {
            Files.write(folder.resolve("tokenizer.json"), damaged.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> ModelTokenizer.in(folder)).as(damaged).isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(folder.resolve("tokenizer.json").toString())
                    .hasMessageContaining("download it again");
        }
    }

    /// The native library ends the process when it meets these at work, so they must never reach it.
    @Test
    void aPipelineThatWouldFailAtWorkIsRefusedBefore() throws IOException {
        for (String damaged : List.of(
                SENTENCE_PIECE.formatted(BEGIN_FIRST.replace("{\"<s>\":{", "{\"<t>\":{")),
                SENTENCE_PIECE.formatted("{\"type\":\"Sequence\",\"processors\":["
                        + BEGIN_FIRST.replace("{\"<s>\":{", "{\"<t>\":{") + "]}"),
                SENTENCE_PIECE.formatted("null").replace("\"continuing_subword_prefix\":null",
                        "\"continuing_subword_prefix\":\"##\""),
                SENTENCE_PIECE.formatted("null").replace("{\"String\":\" \"}", "{\"String\":\"\"}"),
                SENTENCE_PIECE.formatted("null").replace("\"pre_tokenizer\":null",
                        "\"pre_tokenizer\":{\"type\":\"FixedLength\",\"length\":0}"),
                SENTENCE_PIECE.formatted("null").replace("{\"type\":\"Prepend\",\"prepend\":\"▁\"}",
                        "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA\"}"))) {
            Files.writeString(folder.resolve("tokenizer.json"), damaged);
            assertThatThrownBy(() -> ModelTokenizer.in(folder)).isInstanceOf(CheckpointException.class)
                    .hasMessageContainingAll("the tokenizer ", "tokenizer.json", "give prompts as token ids");
        }
    }

    @Test
    void aTextThatTheTokenizerCannotEncodeNamesItsFile() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"version":"1.0","added_tokens":[],
                 "model":{"type":"WordLevel","vocab":{"a":0},"unk_token":"<missing>"}}""");
        try (var tokenizer = open()) {
            assertThat(tokenizer.encode("a", false)).containsExactly(0);
            assertThatThrownBy(() -> tokenizer.encode("b", false)).isInstanceOf(CheckpointException.class)
                    .hasMessageContainingAll("fails on this text", "tokenizer.json");
        }
    }

    private ModelTokenizer open() {
        return ModelTokenizer.in(folder).orElseThrow();
    }

    private void settings(String json) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), json);
    }

    private static EncodedText.Span span(int start, int end) {
        return new EncodedText.Span(start, end);
    }
}
