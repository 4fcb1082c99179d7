package org.sextant.runtime.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.sextant.runtime.checkpoint.ModelTokenizer;

/// Reads texts to train on from a file in UTF-8: a text a line, or in a file that ends in `.jsonl` a JSON object a line
/// with its `text` or its `ids`. Empty lines are passed over.
///
/// @param tokenizer turns texts into ids, with the tokens that begin a text
/// @param endId what each text ends with, if with anything
/// @param vocabulary number of ids that the model knows
public record CorpusFile(ModelTokenizer tokenizer, OptionalInt endId, int vocabulary) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Texts that all end with the same token.
    public CorpusFile(ModelTokenizer tokenizer, int endId, int vocabulary) {
        this(tokenizer, OptionalInt.of(endId), vocabulary);
    }

    /// What a file held.
    ///
    /// @param emptyLines lines that were passed over
    public record Texts(TokenCorpus corpus, int emptyLines) {}

    /// @throws TrainException if the file cannot be read, is not UTF-8, holds no text, or a line is no JSON or has an id
    ///         that the model does not know
    public Texts read(Path file) {
        return read(file, Long.MAX_VALUE);
    }

    /// Reads texts from the beginning of a file until there are tokens enough.
    ///
    /// @param enough tokens
    /// @throws TrainException as [#read(Path)]
    public Texts read(Path file, long enough) {
        TokenCorpus.Builder corpus = new TokenCorpus.Builder();
        int number = 0;
        int empty = 0;
        long tokens = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null && tokens < enough; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    empty++;
                } else {
                    int[] ids = ids(line, "in line " + number + " of " + file, isJson(file));
                    corpus.add(ids);
                    tokens += ids.length;
                }
            }
        } catch (CharacterCodingException wrong) {
            throw new TrainException("the text is not UTF-8", "in " + file + ", shortly after line " + number,
                    "save it in UTF-8", wrong);
        } catch (NoSuchFileException missing) {
            throw new TrainException("there is no such file", "at " + file, "check the path", missing);
        } catch (IOException failure) {
            throw new TrainException("the file cannot be read (" + failure.getMessage() + ")", "at " + file,
                    "check that it is a file and that you may read it", failure);
        }
        if (number == empty) {
            throw new TrainException("there is no text", "in " + file, "give a file with a text a line");
        }
        return new Texts(corpus.build(), empty);
    }

    private static boolean isJson(Path file) {
        return file.toString().endsWith(".jsonl");
    }

    private int[] ids(String line, String where, boolean json) {
        int[] ids = json ? idsOfJson(line, where) : ended(line);
        for (int id : ids) {
            if (id < 0 || id >= vocabulary) {
                throw new TrainException("the token id " + id + " is beyond the vocabulary of " + vocabulary, where,
                        "use the tokenizer that belongs to the model");
            }
        }
        return ids;
    }

    private int[] idsOfJson(String line, String where) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException malformed) {
            throw new TrainException("the line is not JSON (" + malformed.getOriginalMessage() + ")", where,
                    "correct it, or let the file's name not end in .jsonl", malformed);
        }
        if (node.path("text").isTextual()) {
            return ended(node.path("text").textValue());
        }
        JsonNode ids = node.path("ids");
        if (!ids.isArray() || ids.isEmpty() || !ids.valueStream().allMatch(JsonNode::canConvertToInt)) {
            throw new TrainException("the line has neither \"text\" nor \"ids\"", where,
                    "write {\"text\": \"…\"} or {\"ids\": [1, 2, 3]}");
        }
        return ids.valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    private int[] ended(String text) {
        IntStream ids = IntStream.of(tokenizer.encode(text, true));
        return IntStream.concat(ids, endId.stream()).toArray();
    }
}
