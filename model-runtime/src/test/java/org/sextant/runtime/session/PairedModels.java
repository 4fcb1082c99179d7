package org.sextant.runtime.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.bench.RandomCheckpoint;
import org.sextant.runtime.bench.RandomCheckpoint.Llama;
import org.sextant.runtime.testing.CharacterTokenizer;

/// Small models of random weights that differ from one another in a known way.
final class PairedModels {
    /// Two blocks of width 64.
    static final Llama PLAIN = new Llama(2, 64, 4, 2, 128, CharacterTokenizer.SIZE, 128);
    /// Three blocks of width 48 and two tokens more.
    static final Llama OTHER = new Llama(3, 48, 4, 2, 96, CharacterTokenizer.SIZE + 2, 128);

    private PairedModels() {}

    /// A model whose tokens are characters.
    static Path characters(Path folder, Llama shape, long seed) {
        try {
            Path made = RandomCheckpoint.llama(Files.createDirectories(folder), shape, seed);
            CharacterTokenizer.writeTo(made);
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A model that also has a token for `he` and one for `ab`.
    static Path merging(Path folder, Llama shape, long seed) {
        Path made = characters(folder, shape, seed);
        Path file = made.resolve("tokenizer.json");
        ObjectMapper mapper = new ObjectMapper();
        try {
            ObjectNode tokenizer = (ObjectNode) mapper.readTree(Files.readString(file));
            ((ObjectNode) tokenizer.at("/model/vocab")).put("he", CharacterTokenizer.SIZE).put("ab",
                    CharacterTokenizer.SIZE + 1);
            ((ArrayNode) tokenizer.at("/model/merges")).add("h e").add("a b");
            Files.writeString(file, mapper.writeValueAsString(tokenizer));
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static OpenModel open(Session session, Path folder) {
        return session.open(new OpenRequest(new ModelLocation.Folder(folder), "cpu", Dtype.FLOAT32)).await();
    }
}
