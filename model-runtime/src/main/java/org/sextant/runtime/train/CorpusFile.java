package org.sextant.runtime.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.sextant.runtime.checkpoint.ModelTokenizer;

/// Reads texts to train on from a file in UTF-8: a text a line, or in a file that ends in `.jsonl` a JSON object a line
/// with its `text` or its `ids`. Empty lines are passed over.
///
/// @param tokenizer turns texts into ids, with the tokens that begin a text
/// @param endId what each text ends with, if with anything
/// @param vocabulary number of ids that the model knows
public record CorpusFile(ModelTokenizer tokenizer, OptionalInt endId, int vocabulary) {
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
        long tokens = 0;
        try (CorpusLines lines = new CorpusLines(file)) {
            Optional<CorpusLines.Line> line = lines.next();
            while (line.isPresent()) {
                int[] ids = ids(line.get(), lines.where());
                corpus.add(ids);
                tokens += ids.length;
                line = tokens < enough ? lines.next() : Optional.empty();
            }
            return new Texts(corpus.build(), lines.emptyLines());
        }
    }

    private int[] ids(CorpusLines.Line line, String where) {
        int[] ids = switch (line) {
            case CorpusLines.Line.Words words -> ended(words.text());
            case CorpusLines.Line.Ids given -> given.ids();
        };
        for (int id : ids) {
            if (id < 0 || id >= vocabulary) {
                throw new TrainException("the token id " + id + " is beyond the vocabulary of " + vocabulary, where,
                        "use the tokenizer that belongs to the model");
            }
        }
        return ids;
    }

    private int[] ended(String text) {
        IntStream ids = IntStream.of(tokenizer.encode(text, true));
        return IntStream.concat(ids, endId.stream()).toArray();
    }
}
