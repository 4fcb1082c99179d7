package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Reads the JSON files of a model folder. Python writes `NaN` and `Infinity` into them, so both are taken.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Json() {}

    /// @throws CheckpointException if the file cannot be read or holds no JSON object
    static ObjectNode object(Path file) {
        return object(file, bytes(file));
    }

    /// @param content what `file` holds
    static ObjectNode object(Path file, byte[] content) {
        try {
            if (MAPPER.readTree(content) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            throw malformed(file, malformed);
        } catch (IOException failure) {
            throw CheckpointException.reading(file, failure);
        }
        throw new CheckpointException("the file holds no JSON object", file, "download it again");
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw CheckpointException.reading(file, failure);
        }
    }

    private static CheckpointException malformed(Path file, JacksonException malformed) {
        String place = malformed.getLocation() == null ? "" : " at line " + malformed.getLocation().getLineNr();
        return new CheckpointException(
                "the file is not valid JSON" + place + " (" + malformed.getOriginalMessage() + ")",
                file, "download it again or correct it", malformed);
    }
}
