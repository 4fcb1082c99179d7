package org.sextant.app.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// A file of prompts: a prompt a line, or JSON lines. Empty lines are passed over. It is taken for JSON lines when its
/// name says so or its first prompt is a JSON object with a `text`.
final class PromptFile {
    private static final JsonMapper JSON = new JsonMapper();

    /// One prompt of the file.
    record Line(String text, Optional<String> label) {}

    private PromptFile() {}

    static List<Line> read(Path file) {
        List<String> lines = lines(file);
        int first = firstPrompt(lines, file);
        boolean json = file.toString().endsWith(".jsonl") || isPromptObject(lines.get(first));
        var prompts = new ArrayList<Line>();
        for (int index = first; index < lines.size(); index++) {
            String line = lines.get(index);
            if (!line.isBlank()) {
                prompts.add(json ? parse(line, file + ", line " + (index + 1)) : new Line(line, Optional.empty()));
            }
        }
        return prompts;
    }

    private static List<String> lines(Path file) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            if (!lines.isEmpty() && lines.getFirst().startsWith("\uFEFF")) {
                lines.set(0, lines.getFirst().substring(1));
            }
            return lines;
        } catch (CharacterCodingException e) {
            throw new CommandException("the prompts are not UTF-8 text", "in " + file, "save the file as UTF-8", e);
        } catch (IOException e) {
            throw new CommandException("the prompts could not be read", "from " + file,
                    "name a text file that exists and may be read", e);
        }
    }

    private static int firstPrompt(List<String> lines, Path file) {
        for (int index = 0; index < lines.size(); index++) {
            if (!lines.get(index).isBlank()) {
                return index;
            }
        }
        throw new CommandException("there is no prompt", "in " + file, "write one prompt a line");
    }

    private static boolean isPromptObject(String line) {
        try {
            return line.stripLeading().startsWith("{") && JSON.readTree(line).path("text").isTextual();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static Line parse(String line, String where) {
        try {
            JsonNode prompt = JSON.readTree(line);
            if (!prompt.path("text").isTextual()) {
                throw new CommandException("this is no JSON object with a text", "at " + where,
                        "write {\"text\": \"…\", \"label\": \"…\"}");
            }
            JsonNode label = prompt.path("label");
            return new Line(prompt.get("text").textValue(),
                    label.isValueNode() && !label.isNull() ? Optional.of(label.asText()) : Optional.empty());
        } catch (JsonProcessingException e) {
            throw new CommandException("this is no JSON", "at " + where, "write {\"text\": \"…\", \"label\": \"…\"}",
                    e);
        }
    }
}
