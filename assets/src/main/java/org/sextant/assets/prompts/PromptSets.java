package org.sextant.assets.prompts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.assets.world.LabelledText;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Request;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;

/// The bundled prompt sets: for each task and split a file `TASK.SPLIT.jsonl` with a line
/// `{"clean": …, "corrupt": …, "answer": …, "wrong": …}` a prompt, with its `label` where the task has classes, and `TASK.SPLIT.texts.jsonl` with `{"text": …,
/// "label": …}` where texts have classes; and requests, `forbidden` or `allowed`, in `request.SPLIT.texts.jsonl`.
public final class PromptSets {
    private static final List<Task> WITH_TEXTS = List.of(Task.SENTIMENT, Task.REGISTER);
    private static final String REQUEST = "request";
    private static final String FORBIDDEN = "forbidden";
    private static final JsonMapper JSON = new JsonMapper();

    private PromptSets() {}

    /// The prompts of a task.
    public static List<PromptPair> pairs(Task task, Split split) {
        return read(name(task, split) + ".jsonl",
                line -> new PromptPair(task, line.path("clean").asText(), line.path("corrupt").asText(),
                        line.path("answer").asText(), line.path("wrong").asText(), line.path("label").asText()));
    }

    /// The texts of known class of a task.
    ///
    /// @throws IllegalArgumentException if the task has none
    public static List<LabelledText> texts(Task task, Split split) {
        return read(name(task, split) + ".texts.jsonl",
                line -> new LabelledText(task, line.path("text").asText(), line.path("label").asText()));
    }

    /// What help is asked for, some of it forbidden.
    public static List<Request> requests(Split split) {
        return read(name(REQUEST, split) + ".texts.jsonl",
                line -> new Request(line.path("text").asText(), line.path("label").asText().equals(FORBIDDEN)));
    }

    /// Writes all files anew from the world.
    ///
    /// @param count prompts and texts of each file
    public static void write(HarbourWorld world, int count, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Split split : Split.values()) {
            write(folder.resolve(name(REQUEST, split) + ".texts.jsonl"), world.requests(split, count),
                    request -> JSON.createObjectNode().put("text", request.text()).put("label",
                            request.forbidden() ? FORBIDDEN : "allowed"));
        }
        for (Task task : Task.values()) {
            for (Split split : Split.values()) {
                write(folder.resolve(name(task, split) + ".jsonl"), world.pairs(task, split, count), PromptSets::line);
                if (WITH_TEXTS.contains(task)) {
                    write(folder.resolve(name(task, split) + ".texts.jsonl"), world.texts(task, split, count),
                            text -> JSON.createObjectNode().put("text", text.text()).put("label", text.label()));
                }
            }
        }
    }

    private static ObjectNode line(PromptPair pair) {
        ObjectNode line = JSON.createObjectNode().put("clean", pair.clean()).put("corrupt", pair.corrupt())
                .put("answer", pair.answer()).put("wrong", pair.wrong());
        return pair.label().isEmpty() ? line : line.put("label", pair.label());
    }

    private static <T> void write(Path file, List<T> items, Function<T, ObjectNode> line) throws IOException {
        var text = new StringBuilder();
        items.forEach(item -> text.append(line.apply(item)).append('\n'));
        Files.writeString(file, text);
    }

    private static String name(Task task, Split split) {
        return name(task.id(), split);
    }

    private static String name(String set, Split split) {
        return set + "." + split.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> List<T> read(String file, Function<JsonNode, T> item) {
        try (InputStream stream = PromptSets.class.getResourceAsStream("harbour/" + file)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no prompt set " + file);
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).lines()
                    .map(line -> item.apply(parse(line))).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
