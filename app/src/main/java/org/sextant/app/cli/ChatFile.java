package org.sextant.app.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.Prompt;

/// A file with one conversation: a JSON list of turns, each with its `role` and its `content`.
final class ChatFile {
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String FORM = "write a list of {\"role\": \"user\", \"content\": \"…\"}";

    private ChatFile() {}

    static Prompt.Chat read(Path file) {
        JsonNode list = json(file);
        if (!list.isArray() || list.isEmpty()) {
            throw new CommandException("there is no list of turns", "in " + file, FORM);
        }
        List<ChatTurn> turns = new ArrayList<>();
        for (JsonNode turn : list) {
            if (!turn.path("role").isTextual() || !turn.path("content").isTextual()) {
                throw new CommandException("a turn lacks its role or its content, or one of them is no text",
                        "in " + file + ", turn " + (turns.size() + 1), FORM);
            }
            turns.add(new ChatTurn(turn.get("role").textValue(), turn.get("content").textValue()));
        }
        return prompt(turns);
    }

    /// What the assistant says next, unless the last word is the assistant's own.
    static Prompt.Chat prompt(List<ChatTurn> turns) {
        return new Prompt.Chat(turns, !turns.getLast().role().equals(ChatTurn.ASSISTANT));
    }

    private static JsonNode json(Path file) {
        try {
            String text = Files.readString(file);
            return JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (JsonProcessingException malformed) {
            String line = malformed.getLocation() == null ? "" : ", line " + malformed.getLocation().getLineNr();
            throw new CommandException("this is no JSON", "in " + file + line, FORM, malformed);
        } catch (CharacterCodingException e) {
            throw new CommandException("the conversation is not UTF-8 text", "in " + file, "save the file as UTF-8", e);
        } catch (IOException e) {
            throw new CommandException("the conversation could not be read", "from " + file,
                    "name a JSON file that exists and may be read", e);
        }
    }
}
