package org.sextant.runtime.checkpoint;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// What `tokenizer_config.json` adds to `tokenizer.json`.
///
/// @param beginToken the token that begins a text
/// @param addBeginToken whether it is put before each prompt; empty where the file leaves that to `tokenizer.json`
/// @param chatTemplate the Jinja template that turns a conversation into a prompt
record TokenizerSettings(Optional<String> beginToken, Optional<Boolean> addBeginToken,
        Optional<String> chatTemplate) {

    /// Reads the folder's file; all is empty where there is none.
    static TokenizerSettings in(Path folder) {
        Path file = folder.resolve("tokenizer_config.json");
        JsonNode settings = Files.exists(file) ? Json.object(file) : JsonNodeFactory.instance.objectNode();
        JsonNode addBegin = settings.path("add_bos_token");
        return new TokenizerSettings(
                token(settings.path("bos_token")),
                addBegin.isBoolean() ? Optional.of(addBegin.booleanValue()) : Optional.empty(),
                chatTemplate(folder, settings.path("chat_template")));
    }

    /// A token is written as its text, or as an object with its `content`.
    private static Optional<String> token(JsonNode node) {
        return Optional.ofNullable(node.isObject() ? node.path("content").textValue() : node.textValue());
    }

    /// A template is one text, or a list of named ones of which `default` is meant, or a file of its own.
    private static Optional<String> chatTemplate(Path folder, JsonNode node) {
        Path ownFile = folder.resolve("chat_template.jinja");
        if (Files.exists(ownFile)) {
            return Optional.of(new String(Json.bytes(ownFile), StandardCharsets.UTF_8));
        }
        for (JsonNode named : node) {
            if (named.path("name").asText().equals("default")) {
                return Optional.ofNullable(named.path("template").textValue());
            }
        }
        return Optional.ofNullable(node.textValue());
    }
}
