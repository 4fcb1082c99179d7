package org.sextant.runtime.session;

import java.io.IOException;
import java.nio.file.Files;
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

    @Test
    void aConversationIsRenderedByTheModelsTemplateWithItsSpecialTokensOnce() throws IOException {
        reader = withTemplate("{{ bos_token }}{% for m in messages %}{{ m.role ~ ':' ~ m.content ~ eos_token }}"
                + "{% endfor %}{% if add_generation_prompt %}a:{% endif %}");
        var chat = new Prompt.Chat(List.of(new ChatTurn("u", "x")), true);
        assertThat(reader.rendered(chat)).isEqualTo("<s>u:x</s>a:");
        assertThat(reader.ids(chat)).containsExactly(1, CharacterTokenizer.id('u'), CharacterTokenizer.id(':'),
                CharacterTokenizer.id('x'), 2, CharacterTokenizer.id('a'), CharacterTokenizer.id(':'));
        assertThat(reader.ids(new Prompt.Text("x"))).as("a text gets the token that begins it").startsWith(1);
    }

    @Test
    void aConversationNeedsATemplateAndTurns() throws IOException {
        var chat = new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, "x")), true);
        assertThatThrownBy(() -> reader.ids(chat)).isInstanceOf(PromptException.class)
                .hasMessageContainingAll("no chat template", "tiny", "give the prompt as text");
        assertThatThrownBy(() -> idsOnly.ids(chat)).isInstanceOf(PromptException.class)
                .hasMessageContaining("no tokenizer");
        reader = withTemplate("{{ messages[0].content }}");
        assertThatThrownBy(() -> reader.ids(new Prompt.Chat(List.of(), true))).isInstanceOf(PromptException.class)
                .hasMessageContaining("no turns");
        assertThatThrownBy(() -> reader.runnable(new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, "")), true)))
                .isInstanceOf(PromptException.class).hasMessageContaining("the prompt is empty");
    }

    private PromptReader withTemplate(String template) throws IOException {
        tokenizer.close();
        Path settings = folder.resolve("tokenizer_config.json");
        Files.writeString(settings, Files.readString(settings).replace("\"add_bos_token\":false",
                "\"add_bos_token\":true"));
        Files.writeString(folder.resolve("chat_template.jinja"), template);
        tokenizer = ModelTokenizer.in(folder).orElseThrow();
        return new PromptReader("tiny", Optional.of(tokenizer), VOCABULARY, CONTEXT);
    }
}
