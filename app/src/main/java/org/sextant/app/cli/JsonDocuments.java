package org.sextant.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Turns the records of [Documents] into JSON: names in snake case, floats with the digits that give the same float
/// again, values that are not finite as null.
final class JsonDocuments {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).addModule(finiteNumbers()).build();
    private static final ObjectWriter WRITER = MAPPER.writer(
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private JsonDocuments() {}

    private static SimpleModule finiteNumbers() {
        var module = new SimpleModule();
        for (Class<? extends Number> type : List.of(Float.class, float.class, Double.class, double.class)) {
            module.addSerializer(type, new FiniteNumber());
        }
        return module;
    }

    /// One document for one prompt, or `{"prompts": […]}` with their number and label for a file of prompts; last the
    /// `warnings` about the model.
    static ObjectNode together(List<? extends Answer<?>> answers, boolean many, List<String> warnings) {
        ObjectNode document = many ? numbered(answers) : MAPPER.valueToTree(answers.getFirst().value());
        warnings.forEach(document.putArray("warnings")::add);
        return document;
    }

    private static ObjectNode numbered(List<? extends Answer<?>> answers) {
        ObjectNode document = MAPPER.createObjectNode();
        ArrayNode prompts = document.putArray("prompts");
        for (Answer<?> answer : answers) {
            ObjectNode prompt = prompts.addObject().put("prompt", answer.number());
            prompt.put("label", answer.label().orElse(null));
            prompt.setAll((ObjectNode) MAPPER.valueToTree(answer.value()));
        }
        return document;
    }

    static String text(Object document) {
        try {
            return WRITER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Object document, Path file) throws IOException {
        Files.writeString(file, text(document) + "\n");
    }

    private static final class FiniteNumber extends JsonSerializer<Number> {
        @Override
        public void serialize(Number value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(value.doubleValue())) {
                json.writeNull();
            } else if (value instanceof Float number) {
                json.writeNumber(number);
            } else {
                json.writeNumber(value.doubleValue());
            }
        }
    }
}
