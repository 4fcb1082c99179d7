package org.sextant.runtime.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.checkpoint.ModelTokenizer;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CorpusFileTest {
    private static final int END = 2;

    @TempDir
    private Path folder;

    private ModelTokenizer tokenizer;

    @BeforeEach
    void readTokenizer() {
        CheckpointFolder model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer();
        tokenizer = ModelTokenizer.in(model.path()).orElseThrow();
    }

    @AfterEach
    void closeTokenizer() {
        tokenizer.close();
    }

    private CorpusFile.Texts read(String name, byte[] content, int vocabulary) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        return new CorpusFile(tokenizer, END, vocabulary).read(file);
    }

    private CorpusFile.Texts read(String name, String content) throws IOException {
        return read(name, content.getBytes(StandardCharsets.UTF_8), tokenizer.size());
    }

    @Test
    void readingStopsWhereThereAreTokensEnough() throws IOException {
        Path file = Files.writeString(folder.resolve("many.txt"), "ahoy\n".repeat(100));

        CorpusFile.Texts texts = new CorpusFile(tokenizer, END, tokenizer.size()).read(file, 12);

        assertThat(texts.corpus().tokens()).isBetween(12, 20);
        assertThat(texts.corpus().inPieces(2).size()).isGreaterThan(texts.corpus().size());
        assertThat(texts.corpus().inPieces(2).tokens()).isEqualTo(texts.corpus().tokens());
    }

    @Test
    void everyLineIsATextThatEndsAndEmptyLinesArePassedOver() throws IOException {
        CorpusFile.Texts texts = read("a.txt", "Ahoy\n\nto\n   \n");
        assertThat(texts.emptyLines()).isEqualTo(2);
        assertThat(texts.corpus().size()).isEqualTo(2);
        int[] ids = tokenizer.encode("to", true);
        assertThat(texts.corpus().ids(1)).startsWith(ids).endsWith(END).hasSize(ids.length + 1);
        assertThat(texts.corpus().tokens()).isEqualTo(texts.corpus().length(0) + texts.corpus().length(1));
    }

    @Test
    void linesOfJsonGiveTextOrIds() throws IOException {
        CorpusFile.Texts texts = read("a.jsonl", "{\"text\": \"to\"}\n{\"ids\": [3, 1, 4]}\n");
        assertThat(texts.corpus().ids(0)).endsWith(END);
        assertThat(texts.corpus().ids(1)).containsExactly(3, 1, 4);
    }

    @Test
    void aTokenBeyondTheVocabularyIsNamedWithItsLine() {
        assertThatThrownBy(() -> read("a.jsonl", "{\"ids\": [3]}\n{\"ids\": [3, 1000000]}\n"))
                .isInstanceOf(TrainException.class).hasMessageContaining("1000000").hasMessageContaining("line 2");
    }

    @Test
    void textInAnotherEncodingIsRefused() {
        byte[] latin = "ein Tau\nein Schiff über Bord\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read("a.txt", latin, tokenizer.size())).isInstanceOf(TrainException.class)
                .hasMessageContaining("not UTF-8").hasMessageContaining("a.txt");
    }

    @Test
    void filesWithoutTextAreRefused() {
        assertThatThrownBy(() -> read("a.txt", "\n\n")).isInstanceOf(TrainException.class)
                .hasMessageContaining("no text");
        assertThatThrownBy(() -> new CorpusFile(tokenizer, END, 10).read(folder.resolve("none.txt")))
                .isInstanceOf(TrainException.class).hasMessageContaining("no such file");
    }

    @Test
    void brokenJsonIsNamedWithItsLine() {
        assertThatThrownBy(() -> read("a.jsonl", "{\"text\": \"to\"}\n{\"text\": \n"))
                .isInstanceOf(TrainException.class)
                .hasMessageContaining("line 2").hasMessageContaining("not JSON");
        assertThatThrownBy(() -> read("b.jsonl", "{\"words\": 3}\n")).isInstanceOf(TrainException.class)
                .hasMessageContaining("line 1").hasMessageContaining("neither");
    }
}
