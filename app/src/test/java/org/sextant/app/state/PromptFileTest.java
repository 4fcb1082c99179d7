package org.sextant.app.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.state.PromptFile.Line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PromptFileTest {
    @TempDir
    Path folder;

    private List<Line> read(String name, String contents) throws IOException {
        return PromptFile.read(Files.writeString(folder.resolve(name), contents));
    }

    @Test
    void aPromptStandsOnEachLineWithItsSpaces() throws IOException {
        assertThat(read("prompts.txt", "  one \n\ntwo\r\n")).extracting(Line::text).containsExactly("  one ", "two");
    }

    @Test
    void jsonLinesCarryLabels() throws IOException {
        assertThat(read("prompts", "{\"text\":\"a\\nb\",\"label\":\"calm\"}\n{\"text\":\"c\"}\n"))
                .containsExactly(new Line("a\nb", Optional.of("calm")), new Line("c", Optional.empty()));
    }

    @Test
    void aPromptMayBeginWithABrace() throws IOException {
        assertThat(read("prompts.txt", "{ int x = 1;\n{}\n")).extracting(Line::text)
                .containsExactly("{ int x = 1;", "{}");
    }

    @Test
    void aByteOrderMarkIsNoPartOfThePrompt() throws IOException {
        assertThat(read("prompts.txt", "\uFEFFone\n")).extracting(Line::text).containsExactly("one");
    }

    @Test
    void damageIsNamedByFileAndLine() {
        assertThatExceptionOfType(PromptFileException.class)
                .isThrownBy(() -> read("bad.jsonl", "{\"text\":\"a\"}\n\n{\"text\":"))
                .withMessageContaining("bad.jsonl, line 3");
        assertThatExceptionOfType(PromptFileException.class).isThrownBy(() -> read("bad.jsonl", "[1]"))
                .withMessageContaining("bad.jsonl, line 1");
        assertThatExceptionOfType(PromptFileException.class).isThrownBy(() -> read("empty.txt", " \n"))
                .withMessageContaining("no prompt");
        assertThatExceptionOfType(PromptFileException.class).isThrownBy(
                () -> PromptFile.read(Files.write(folder.resolve("latin1.txt"), new byte[]{(byte) 0xE9, '\n'})))
                .withMessageContaining("UTF-8");
    }
}
