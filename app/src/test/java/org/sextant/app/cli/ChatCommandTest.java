package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.testing.CharacterTokenizer;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// Conversations on the command line, for a model whose template puts each turn in a line.
class ChatCommandTest {
    private static final String TEMPLATE = """
            {{ bos_token }}{% for m in messages %}
            {% if m.role == 'narrator' %}{{ raise_exception('Nobody narrates here') }}{% endif %}
            {{ m.role[0] ~ ':' ~ m.content | trim ~ eos_token }}{% endfor %}
            {% if add_generation_prompt %}{{ 'a:' }}{% endif %}""";

    @TempDir
    Path root;
    private Path model;
    private Path chat;

    @BeforeEach
    void write() {
        model = CheckpointFolder.copyOf("v5/llama", root.resolve("model")).withTokenizer()
                .with("chat_template.jinja", TEMPLATE).path();
        chat = root.resolve("chat.json");
    }

    private JsonNode run(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("run", model.toString(), "--json"));
        all.addAll(List.of(arguments));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return new JsonMapper().readTree(run.out());
    }

    private static List<Integer> ids(String text) {
        return text.chars().mapToObj(sign -> sign == '[' ? 1 : sign == ']' ? 2 : CharacterTokenizer.id((char) sign))
                .toList();
    }

    @Test
    void aConversationIsRenderedAndItsTextStandsInTheProvenance() throws IOException {
        Files.writeString(chat, """
                [{"role":"system","content":"be brief "},{"role":"user","content":"hi"}]""");
        JsonNode result = run("--chat", chat.toString());

        assertThat(result.at("/provenance/prompt").textValue()).isEqualTo("<s>s:be brief</s>u:hi</s>a:");
        assertThat(result.get("ids")).extracting(JsonNode::intValue).isEqualTo(ids("[s:be brief]u:hi]a:"));
    }

    @Test
    void theShortFormGivesTheSameAsTheFile() throws IOException {
        Files.writeString(chat, """
                [{"role":"system","content":"be brief"},{"role":"user","content":"hi"}]""");
        JsonNode file = run("--chat", chat.toString());
        JsonNode words = run("--system", "be brief", "--user", "hi");

        assertThat(words.get("ids")).isEqualTo(file.get("ids"));
        assertThat(words.at("/top/0/logit").floatValue()).isEqualTo(file.at("/top/0/logit").floatValue());
        assertThat(run("--user", "hi").at("/provenance/prompt").textValue()).isEqualTo("<s>u:hi</s>a:");
    }

    @Test
    void aConversationThatEndsWithTheAssistantIsTakenAsItIs() throws IOException {
        Files.writeString(chat, """
                [{"role":"user","content":"hi"},{"role":"assistant","content":"ho"}]""");
        assertThat(run("--chat", chat.toString()).at("/provenance/prompt").textValue())
                .isEqualTo("<s>u:hi</s>a:ho</s>");
    }

    @Test
    void infoNamesTheTemplate() throws IOException {
        JsonNode info = new JsonMapper().readTree(CommandRun.of("info", model.toString()).out());
        assertThat(info.get("chat_template").textValue()).isEqualTo(model.resolve("chat_template.jinja").toString());
        Files.delete(model.resolve("chat_template.jinja"));
        info = new JsonMapper().readTree(CommandRun.of("info", model.toString()).out());
        assertThat(info.get("chat_template").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[] | there is no list of turns | chat.json",
        "{\"role\":\"user\"} | there is no list of turns | write a list",
        "[{\"role\":\"user\"}] | lacks its role or its content | turn 1",
        "[{\"role\":\"user\",\"content\":[1]}] | or one of them is no text | turn 1",
        "[{\"role\":\"user\",\"content\":\"x\" | this is no JSON | line 1",
        "[{\"role\":\"narrator\",\"content\":\"x\"}] | Nobody narrates here | chat_template.jinja, line 2",
    })
    void whatIsWrongIsSaidInOneLine(String content, String what, String where) throws IOException {
        Files.writeString(chat, content);
        CommandRun run = CommandRun.of("run", model.toString(), "--chat", chat.toString());
        assertThat(run.code()).isEqualTo(Cli.FAILED);
        assertThat(run.err().lines()).singleElement().asString().startsWith("sextant: ").contains(what, where);
    }

    @Test
    void aTemplateWithAnErrorAndAModelWithoutOneAreNamed() throws IOException {
        Files.writeString(model.resolve("chat_template.jinja"), "{{ bos_token }}\n{% for m in messages %}\n");
        CommandRun broken = CommandRun.of("generate", model.toString(), "--user", "hi");
        assertThat(broken.code()).isEqualTo(Cli.FAILED);
        assertThat(broken.err()).contains("“for” has no “endfor”", "line 2").hasLineCount(1);
        Files.delete(model.resolve("chat_template.jinja"));
        CommandRun none = CommandRun.of("lens", model.toString(), "--user", "hi");
        assertThat(none.code()).isEqualTo(Cli.FAILED);
        assertThat(none.err()).contains("no chat template", "give the prompt as text").hasLineCount(1);
    }
}
