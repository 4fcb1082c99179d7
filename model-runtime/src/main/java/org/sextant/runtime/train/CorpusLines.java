package org.sextant.runtime.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/// The texts of a file in UTF-8, one after another: a text a line, or in a file that ends in `.jsonl` a JSON object a
/// line with its `text` or its `ids`. Empty lines are passed over.
public final class CorpusLines implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final boolean json;
    private final BufferedReader lines;
    private int number;
    private int empty;

    /// One text of a file.
    public sealed interface Line {
        /// For a tokenizer.
        record Words(String text) implements Line {}

        /// Tokens, taken as they are.
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Ids(int[] ids) implements Line {}
    }

    /// @throws TrainException if the file cannot be read
    public CorpusLines(Path file) {
        this.file = file;
        this.json = file.toString().endsWith(".jsonl");
        try {
            this.lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new TrainException("there is no such file", "at " + file, "check the path", missing);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    /// The next text; empty at the end of the file.
    ///
    /// @throws TrainException if the file cannot be read, is not UTF-8, holds no text at all, or a line is no JSON
    public Optional<Line> next() {
        try {
            for (@Nullable
            String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    return Optional.of(json ? ofJson(line) : new Line.Words(line));
                }
                empty++;
            }
        } catch (CharacterCodingException wrong) {
            throw new TrainException("the text is not UTF-8", "in " + file + ", shortly after line " + number,
                    "save it in UTF-8", wrong);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
        if (number == empty) {
            throw new TrainException("there is no text", "in " + file, "give a file with a text a line");
        }
        return Optional.empty();
    }

    /// Lines that were passed over.
    public int emptyLines() {
        return empty;
    }

    /// Where the newest text stands, for messages.
    public String where() {
        return "in line " + number + " of " + file;
    }

    private TrainException unreadable(IOException failure) {
        return new TrainException("the file cannot be read (" + failure.getMessage() + ")", "at " + file,
                "check that it is a file and that you may read it", failure);
    }

    private Line ofJson(String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException malformed) {
            throw new TrainException("the line is not JSON (" + malformed.getOriginalMessage() + ")", where(),
                    "correct it, or let the file's name not end in .jsonl", malformed);
        }
        if (node.path("text").isTextual()) {
            return new Line.Words(node.path("text").textValue());
        }
        JsonNode ids = node.path("ids");
        if (!ids.isArray() || ids.isEmpty() || !ids.valueStream().allMatch(JsonNode::canConvertToInt)) {
            throw new TrainException("the line has neither \"text\" nor \"ids\"", where(),
                    "write {\"text\": \"…\"} or {\"ids\": [1, 2, 3]}");
        }
        return new Line.Ids(ids.valueStream().mapToInt(JsonNode::intValue).toArray());
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }
}
