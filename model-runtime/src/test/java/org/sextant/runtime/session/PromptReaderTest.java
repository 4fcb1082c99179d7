package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.checkpoint.ModelTokenizer;
import org.sextant.runtime.testing.CharacterTokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromptReaderTest {
    private static final int VOCABULARY = 97;
    private static final int CONTEXT = 8;

    @TempDir
    private Path folder;
    private ModelTokenizer tokenizer;
    private PromptReader reader;
    private final PromptReader idsOnly = new PromptReader("bare", Optional.empty(), VOCABULARY, CONTEXT);

    @BeforeEach
    void open() {
        CharacterTokenizer.writeTo(folder);
        tokenizer = ModelTokenizer.in(folder).orElseThrow();
        reader = new PromptReader("tiny", Optional.of(tokenizer), VOCABULARY, CONTEXT);
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    @Test
    void textBecomesTokensWithTheirBytes() {
        List<Token> tokens = reader.tokens(reader.runnable(new Prompt.Text("a b")), 0);
        assertThat(tokens).containsExactly(new Token(0, CharacterTokenizer.id('a'), "a", "61", false),
                new Token(1, CharacterTokenizer.id(' '), " ", "20", false),
                new Token(2, CharacterTokenizer.id('b'), "b", "62", false));
    }

    @Test
    void specialTokensAreMarkedAndHaveNoBytes() {
        Token token = reader.token(4, 2);
        assertThat(token.special()).isTrue();
        assertThat(token.hexBytes()).isEmpty();
        assertThat(token.text()).isEqualTo("</s>");
    }

    @Test
    void idsAreReadableWithoutATokenizer() {
        assertThat(idsOnly.tokens(idsOnly.runnable(OpenFixture.ids(5, 96)), 3))
                .containsExactly(new Token(3, 5, "#5", "", false), new Token(4, 96, "#96", "", false));
        assertThat(idsOnly.decode(new int[]{5, 96})).isEqualTo("#5 #96");
    }

    @Test
    void textWithoutATokenizerIsRefused() {
        assertThatThrownBy(() -> idsOnly.ids(new Prompt.Text("a"))).isInstanceOf(PromptException.class)
                .hasMessageContaining("no tokenizer").hasMessageContaining("bare").hasMessageContaining("token ids");
    }

    @Test
    void anIdOutOfRangeIsNamedWithItsPosition() {
        assertThatThrownBy(() -> reader.ids(OpenFixture.ids(5, 97))).isInstanceOf(PromptException.class)
                .hasMessageContaining("token id 97").hasMessageContaining("0 to 96").hasMessageContaining("position 1");
        assertThatThrownBy(() -> reader.ids(OpenFixture.ids(-1))).isInstanceOf(PromptException.class)
                .hasMessageContaining("position 0");
    }

    @Test
    void anEmptyPromptIsRefusedButMayBeLookedAt() {
        assertThatThrownBy(() -> reader.runnable(new Prompt.Text(""))).isInstanceOf(PromptException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> reader.runnable(OpenFixture.ids())).isInstanceOf(PromptException.class)
                .hasMessageContaining("empty");
        assertThat(reader.ids(new Prompt.Text(""))).isEmpty();
    }

    @Test
    void aPromptBeyondTheContextIsRefusedWithTheFigures() {
        assertThat(reader.runnable(new Prompt.Ids(Collections.nCopies(8, 5)))).hasSize(8);
        assertThatThrownBy(() -> reader.runnable(new Prompt.Ids(Collections.nCopies(11, 5))))
                .isInstanceOf(PromptException.class).hasMessageContaining("11 tokens").hasMessageContaining("holds 8")
                .hasMessageContaining("shorten it by 3");
    }
}
