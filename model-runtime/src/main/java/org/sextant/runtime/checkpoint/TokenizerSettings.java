package org.sextant.runtime.checkpoint;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// What `tokenizer_config.json` adds to `tokenizer.json`.
///
/// @param beginToken the token that begins a text
/// @param addBeginToken whether it is put before each prompt; empty where the file leaves that to `tokenizer.json`
/// @param chatTemplate what turns a conversation into a prompt, from here or from a file beside it
record TokenizerSettings(Optional<String> beginToken, Optional<Boolean> addBeginToken,
        Optional<ChatTemplateFile> chatTemplate) {

    /// Reads the folder's file; all is empty where there is none.
    static TokenizerSettings in(Path folder) {
        Path file = folder.resolve("tokenizer_config.json");
        JsonNode settings = Files.exists(file) ? Json.object(file) : JsonNodeFactory.instance.objectNode();
        JsonNode addBegin = settings.path("add_bos_token");
        return new TokenizerSettings(
                token(settings.path("bos_token")),
                addBegin.isBoolean() ? Optional.of(addBegin.booleanValue()) : Optional.empty(),
                chatTemplate(folder, file, settings));
    }

    /// A token is written as its text, or as an object with its `content`.
    private static Optional<String> token(JsonNode node) {
        return Optional.ofNullable(node.isObject() ? node.path("content").textValue() : node.textValue());
    }

    /// A file of its own comes before the settings, and the settings before the file of a processor.
    private static Optional<ChatTemplateFile> chatTemplate(Path folder, Path settingsFile, JsonNode settings) {
        Path jinja = folder.resolve("chat_template.jinja");
        Path processor = folder.resolve("chat_template.json");
        Map<String, String> tokens = specialTokens(folder, settings);
        if (Files.exists(jinja)) {
            return Optional.of(new ChatTemplateFile(new String(Json.bytes(jinja), StandardCharsets.UTF_8), jinja,
                    tokens));
        }
        return template(settings).map(text -> new ChatTemplateFile(text, settingsFile, tokens))
                .or(() -> Files.exists(processor)
                        ? template(Json.object(processor)).map(text -> new ChatTemplateFile(text, processor, tokens))
                        : Optional.empty());
    }

    /// A template is one text, or a list of named ones of which `default` is meant.
    private static Optional<String> template(JsonNode settings) {
        JsonNode template = settings.path("chat_template");
        if (template.isObject()) {
            return Optional.ofNullable(template.path("default").textValue());
        }
        for (JsonNode named : template) {
            if (named.path("name").asText().equals("default")) {
                return Optional.ofNullable(named.path("template").textValue());
            }
        }
        return Optional.ofNullable(template.textValue());
    }

    /// Whatever is named `…_token`; the settings know better than the older file beside them.
    private static Map<String, String> specialTokens(Path folder, JsonNode settings) {
        Path older = folder.resolve("special_tokens_map.json");
        Map<String, String> tokens = new HashMap<>();
        Stream<JsonNode> sources = Files.exists(older) ? Stream.of(Json.object(older), settings) : Stream.of(settings);
        sources.flatMap(source -> source.properties().stream()).filter(entry -> entry.getKey().endsWith("_token"))
                .forEach(entry -> token(entry.getValue()).ifPresent(text -> tokens.put(entry.getKey(), text)));
        return tokens;
    }
}
