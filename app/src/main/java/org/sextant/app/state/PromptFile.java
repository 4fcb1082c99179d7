package org.sextant.app.state;

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

/// A file of prompts, or a text that is typed as such a file: a prompt a line, or JSON lines. Empty lines are passed over.
/// It is taken for JSON lines when its name says so or its first prompt is a JSON object with a `text`.
public final class PromptFile {
    private static final JsonMapper JSON = new JsonMapper();

    /// One prompt of the file.
    public record Line(String text, Optional<String> label) {}

    private PromptFile() {}

    /// @throws PromptFileException if it cannot be read, holds no prompt or is damaged
    public static List<Line> read(Path file) {
        return parse(lines(file), file.toString());
    }

    /// Reads what stands in a file, or shall stand in one.
    ///
    /// @param where what holds it, for messages; a name that ends in `.jsonl` says that it is JSON lines
    /// @throws PromptFileException if it holds no prompt or is damaged
    public static List<Line> parse(List<String> lines, String where) {
        int first = firstPrompt(lines, where);
        boolean json = where.endsWith(".jsonl") || isPromptObject(lines.get(first));
        var prompts = new ArrayList<Line>();
        for (int index = first; index < lines.size(); index++) {
            String line = lines.get(index);
            if (!line.isBlank()) {
                prompts.add(json ? prompt(line, where + ", line " + (index + 1)) : new Line(line, Optional.empty()));
            }
        }
        return prompts;
    }

    /// The lines of a file of prompts as they are, without a byte order mark.
    ///
    /// @throws PromptFileException if it cannot be read
    public static List<String> lines(Path file) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            if (!lines.isEmpty() && lines.getFirst().startsWith("\uFEFF")) {
                lines.set(0, lines.getFirst().substring(1));
            }
            return lines;
        } catch (CharacterCodingException e) {
            throw new PromptFileException("the prompts are not UTF-8 text", "in " + file, "save the file as UTF-8", e);
        } catch (IOException e) {
            throw new PromptFileException("the prompts could not be read", "from " + file,
                    "name a text file that exists and may be read", e);
        }
    }

    private static int firstPrompt(List<String> lines, String where) {
        for (int index = 0; index < lines.size(); index++) {
            if (!lines.get(index).isBlank()) {
                return index;
            }
        }
        throw new PromptFileException("there is no prompt", "in " + where, "write one prompt a line");
    }

    private static boolean isPromptObject(String line) {
        try {
            return line.stripLeading().startsWith("{") && JSON.readTree(line).path("text").isTextual();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static Line prompt(String line, String where) {
        try {
            JsonNode prompt = JSON.readTree(line);
            if (!prompt.path("text").isTextual()) {
                throw new PromptFileException("this is no JSON object with a text", "at " + where,
                        "write {\"text\": \"…\", \"label\": \"…\"}");
            }
            JsonNode label = prompt.path("label");
            return new Line(prompt.get("text").textValue(),
                    label.isValueNode() && !label.isNull() ? Optional.of(label.asText()) : Optional.empty());
        } catch (JsonProcessingException e) {
            throw new PromptFileException("this is no JSON", "at " + where, "write {\"text\": \"…\", \"label\": \"…\"}",
                    e);
        }
    }
}
