package org.sextant.runtime.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Templates in the manner of the main families, and one that goes through the language, on conversations of all
/// kinds. The expected texts are what the reference library (transformers 5.18 with Jinja2 3.1.6,
/// `render_jinja_template`) renders, letter for letter, on 7 March 2026 at 14:05:09; where it raises, the message counts
/// where it is the template's own.
class ReferenceTemplatesTest {
    private static final String ROOT = "/chat/";
    private static final JsonMapper JSON = new JsonMapper();
    private static final InstantSource CLOCK = InstantSource.fixed(
            LocalDateTime.of(2026, 3, 7, 14, 5, 9).atZone(ZoneId.systemDefault()).toInstant());
    private static final List<String> OWN_WORDS = List.of("roles must alternate", "not supported", "<|channel|>");

    static Stream<String> templates() {
        return names(json("expected.json"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyConversationRendersAsTheReferenceDoes(String name) {
        JsonNode conversations = json("conversations.json");
        ChatTemplate template = template(name);
        json("expected.json").get(name).properties().forEach(conversation -> {
            List<Message> messages = messages(conversations.get(conversation.getKey()));
            for (boolean prompted : new boolean[]{false, true}) {
                String what = conversation.getKey() + (prompted ? " with generation prompt" : "");
                JsonNode expected = conversation.getValue().get(prompted ? "generation" : "plain");
                if (expected.has("text")) {
                    assertThat(template.render(messages, prompted)).as(what)
                            .isEqualTo(expected.get("text").textValue());
                } else {
                    assertRefused(template, messages, expected.get("error").textValue(), what);
                }
            }
        });
    }

    private static void assertRefused(ChatTemplate template, List<Message> messages, String message, String what) {
        ChatTemplateException refusal = catchThrowableOfType(ChatTemplateException.class,
                () -> template.render(messages, true));
        assertThat(refusal).as(what).isNotNull();
        if (OWN_WORDS.stream().anyMatch(message::contains)) {
            assertThat(refusal.what()).as(what).endsWith(message);
        }
    }

    @Test
    void thereIsSomethingToCompare() {
        assertThat(templates()).hasSizeGreaterThanOrEqualTo(15);
        assertThat(names(json("conversations.json"))).hasSizeGreaterThanOrEqualTo(12);
    }

    private static ChatTemplate template(String name) {
        String file = ROOT + "templates/" + name + ".jinja";
        return new ChatTemplate(new String(bytes(file), StandardCharsets.UTF_8), Path.of(file),
                Map.of("bos_token", "<s>", "eos_token", "</s>"), CLOCK);
    }

    private static List<Message> messages(JsonNode conversation) {
        return StreamSupport.stream(conversation.spliterator(), false)
                .map(turn -> new Message(turn.get("role").textValue(), turn.get("content").textValue())).toList();
    }

    private static Stream<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey);
    }

    private static JsonNode json(String name) {
        try {
            return JSON.readTree(bytes(ROOT + name));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static byte[] bytes(String resource) {
        try (InputStream stream = Objects.requireNonNull(
                ReferenceTemplatesTest.class.getResourceAsStream(resource), resource)) {
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
