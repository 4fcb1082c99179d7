package org.sextant.app.attribution;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.sextant.app.state.PromptFile;
import org.sextant.app.state.PromptFileException;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.Prompt;

/// A file of pairs of prompts, JSON lines `{"clean": …, "corrupt": …, "answer": …, "wrong": …}`. A prompt is a text or a
/// list of ids; an answer is a text, an id, or a list of several of them.
public final class PairsFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String REMEDY = "write {\"clean\": \"…\", \"corrupt\": \"…\", \"answer\": \"…\", \"wrong\": \"…\"}";

    private PairsFile() {}

    /// @param specialTokens whether texts get the special tokens that the tokenizer adds
    /// @throws PromptFileException if it cannot be read, holds no pair or is damaged
    public static List<ContrastPair> read(Path file, boolean specialTokens) {
        List<String> lines = PromptFile.lines(file);
        List<ContrastPair> pairs = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            if (!lines.get(index).isBlank()) {
                pairs.add(pair(lines.get(index), file + ", line " + (index + 1), specialTokens));
            }
        }
        if (pairs.isEmpty()) {
            throw new PromptFileException("there is no pair", "in " + file, REMEDY);
        }
        return pairs;
    }

    private static ContrastPair pair(String line, String where, boolean specialTokens) {
        try {
            JsonNode pair = JSON.readTree(line);
            return new ContrastPair(prompt(pair.path("clean"), where, specialTokens),
                    prompt(pair.path("corrupt"), where, specialTokens),
                    new ContrastPair.Target.Answers(answers(pair.path("answer"), where),
                            pair.has("wrong") ? answers(pair.path("wrong"), where) : List.of()));
        } catch (JsonProcessingException e) {
            throw new PromptFileException("this is no JSON", "at " + where, REMEDY, e);
        }
    }

    private static Prompt prompt(JsonNode value, String where, boolean specialTokens) {
        if (value.isTextual()) {
            return new Prompt.Text(value.textValue(), specialTokens);
        }
        if (!value.isArray() || value.isEmpty()) {
            throw new PromptFileException("a prompt of the pair is missing", "at " + where, REMEDY);
        }
        List<Integer> ids = new ArrayList<>();
        value.forEach(id -> ids.add(id(id, where)));
        return new Prompt.Ids(ids);
    }

    private static List<Prompt> answers(JsonNode value, String where) {
        List<Prompt> answers = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            answers.add(one.isTextual()
                    ? new Prompt.Text(one.textValue(), false)
                    : new Prompt.Ids(List.of(id(one, where))));
        }
        return answers;
    }

    private static int id(JsonNode value, String where) {
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new PromptFileException("an answer or id of the pair is missing or no token", "at " + where, REMEDY);
        }
        return value.intValue();
    }
}
