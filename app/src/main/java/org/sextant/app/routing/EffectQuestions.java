package org.sextant.app.routing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.sextant.app.state.PromptFile;
import org.sextant.app.state.PromptFileException;
import org.sextant.runtime.session.PlanEffectRequest.Question;
import org.sextant.runtime.session.Prompt;

/// Questions with a right answer.
///
/// @param name what they are, such as a file's name
/// @param questions one at least
public record EffectQuestions(String name, List<Question> questions) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FORM = "write {\"prompt\": \"…\", \"answer\": \"…\", \"wrong\": \"…\"}";

    public EffectQuestions {
        questions = List.copyOf(questions);
    }

    /// Reads JSON lines `{"prompt", "answer", "wrong", "task"}`; without `wrong` the answer has to be the likeliest token.
    ///
    /// @throws PromptFileException if the file cannot be read, is damaged or holds no question
    public static EffectQuestions read(Path file) {
        List<String> lines = PromptFile.lines(file);
        List<Question> questions = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            if (!lines.get(index).isBlank()) {
                questions.add(question(lines.get(index), "at " + file + ", line " + (index + 1)));
            }
        }
        if (questions.isEmpty()) {
            throw new PromptFileException("there is no question", "in " + file, FORM + " on each line");
        }
        return new EffectQuestions(String.valueOf(file.getFileName()), questions);
    }

    private static Question question(String line, String where) {
        try {
            JsonNode read = JSON.readTree(line);
            if (!read.path("prompt").isTextual() || !read.path("answer").isTextual()) {
                throw new PromptFileException("this is no question with an answer", where, FORM);
            }
            Optional<Prompt> wrong = Optional.of(read.path("wrong")).filter(JsonNode::isTextual)
                    .map(text -> new Prompt.Text(text.textValue(), false));
            return new Question(read.path("task").asText("questions"), new Prompt.Text(read.get("prompt").textValue()),
                    new Prompt.Text(read.get("answer").textValue(), false), wrong);
        } catch (JsonProcessingException e) {
            throw new PromptFileException("this is no JSON", where, FORM, e);
        }
    }
}
