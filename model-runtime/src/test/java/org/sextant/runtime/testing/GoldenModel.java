package org.sextant.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.sextant.runtime.checkpoint.SafetensorsWriter;

/// Models whose weights follow a rule (METHODS.md 0.4), and the numbers that are printed for them.
public final class GoldenModel {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private GoldenModel() {}

    /// A file of numbers, such as `models/llama` or `methods/attrib`.
    public static JsonNode numbers(String name) {
        try (var stream = Objects.requireNonNull(
                GoldenModel.class.getResourceAsStream("/goldens/" + name + ".json"), () -> "no golden " + name)) {
            return MAPPER.readTree(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Writes a model's config and weights into a folder.
    ///
    /// @return what is printed for it
    public static JsonNode write(String name, Path folder) {
        JsonNode golden = numbers("models/" + name);
        try {
            Files.writeString(folder.resolve("config.json"), golden.get("config").toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        SafetensorsWriter writer = new SafetensorsWriter();
        golden.get("tensors").properties().forEach(tensor -> {
            int[] shape = MAPPER.convertValue(tensor.getValue(), int[].class);
            int count = 1;
            for (int size : shape) {
                count *= size;
            }
            writer.add(tensor.getKey(), RuleNumbers.fill(tensor.getKey(), count), shape);
        });
        writer.writeTo(folder.resolve("model.safetensors"));
        return golden;
    }
}
