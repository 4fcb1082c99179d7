package org.sextant.runtime.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// `config.json`, read key by key. A key that is `null` counts as absent. What a family means by an absent key is the
/// family's business, so every accessor takes its fallback or says that there is none.
public final class ModelConfig {
    /// More than any list of a model's blocks has.
    private static final int MOST_REPEATS = 10_000;

    private final Path file;
    private final String prefix;
    private final ObjectNode node;

    ModelConfig(Path file, String prefix, ObjectNode node) {
        this.file = file;
        this.prefix = prefix;
        this.node = node;
    }

    /// Reads a file.
    ///
    /// @throws CheckpointException if the file cannot be read or holds no JSON object
    public static ModelConfig read(Path file) {
        return new ModelConfig(file, "", Json.object(file));
    }

    /// The file it was read from.
    public Path file() {
        return file;
    }

    /// `model_type`: the architecture's name.
    ///
    /// @throws CheckpointException if it is absent
    public String modelType() {
        return text("model_type").orElseThrow(() -> new CheckpointException(
                "the key " + prefix + "model_type is missing, so the architecture is unknown", file,
                "add model_type (such as \"llama\") or choose another folder"));
    }

    /// Whether the key is there and not `null`.
    public boolean has(String key) {
        return !value(key).isMissingNode();
    }

    /// Whether the key is there and `null`, which for some keys means another thing than its absence.
    public boolean isNull(String key) {
        return node.path(key).isNull();
    }

    public int integer(String key, int fallback) {
        return optionalInteger(key).orElse(fallback);
    }

    /// A whole number that the model cannot be built without.
    ///
    /// @throws CheckpointException if the key is absent or no whole number
    public int requiredInteger(String key) {
        return optionalInteger(key).orElseThrow(() -> new CheckpointException(
                "the key " + prefix + key + " is missing", file, "add it as the model's authors publish it"));
    }

    public OptionalInt optionalInteger(String key) {
        JsonNode value = value(key);
        return value.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(wholeNumber(key, value));
    }

    public double number(String key, double fallback) {
        return optionalNumber(key).orElse(fallback);
    }

    public OptionalDouble optionalNumber(String key) {
        JsonNode value = value(key);
        if (value.isMissingNode()) {
            return OptionalDouble.empty();
        }
        require(value.isNumber(), key, value, "a number");
        return OptionalDouble.of(value.doubleValue());
    }

    public boolean flag(String key, boolean fallback) {
        JsonNode value = value(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        require(value.isBoolean(), key, value, "true or false");
        return value.booleanValue();
    }

    public Optional<String> text(String key) {
        JsonNode value = value(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        require(value.isTextual(), key, value, "text");
        return Optional.of(value.textValue());
    }

    /// A setting that is a text in newer files and a flag in older ones, which comes as `true` or `false`.
    public Optional<String> textOrFlag(String key) {
        JsonNode value = value(key);
        return value.isBoolean() ? Optional.of(value.asText()) : text(key);
    }

    /// A text, number or flag as a person would write it; empty where the key is absent or holds more than one value.
    public Optional<String> shown(String key) {
        JsonNode value = value(key);
        return value.isValueNode() && !value.isMissingNode() ? Optional.of(value.asText()) : Optional.empty();
    }

    /// A list of texts; empty where the key is absent.
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(key)) {
            require(item.isTextual(), key, item, "a list of texts");
            texts.add(item.textValue());
        }
        return List.copyOf(texts);
    }

    /// One whole number or a list of them, as `eos_token_id` comes; empty where the key is absent.
    public List<Integer> integers(String key) {
        JsonNode value = value(key);
        if (value.isIntegralNumber()) {
            return List.of(wholeNumber(key, value));
        }
        List<Integer> integers = new ArrayList<>();
        for (JsonNode item : list(key)) {
            integers.add(wholeNumber(key, item));
        }
        return List.copyOf(integers);
    }

    /// A nested object, such as `text_config` or `rope_scaling`.
    public Optional<ModelConfig> child(String key) {
        JsonNode value = value(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        require(value.isObject(), key, value, "an object");
        return Optional.of(new ModelConfig(file, prefix + key + ".", (ObjectNode) value));
    }

    /// The keys that are there, in the order of the file.
    public List<String> keys() {
        return node.properties().stream().filter(field -> !field.getValue().isNull()).map(field -> field.getKey())
                .toList();
    }

    /// The rotary embedding with the fallbacks that most families share: theta 10000, all of the head rotated.
    public RopeSettings rope() {
        return rope(10_000, 1);
    }

    /// The rotary embedding, in either dialect.
    ///
    /// @param theta the family's base where the config names none
    /// @param partialRotaryFactor the family's rotated share of the head where the config names none
    public RopeSettings rope(double theta, double partialRotaryFactor) {
        return RopeSettings.read(this, child("rope_parameters").or(() -> child("rope_scaling")), theta,
                partialRotaryFactor);
    }

    /// As [#rope(double, double)], where the config may have one for each kind of block.
    ///
    /// @param layerType `full_attention` or `sliding_attention`
    public RopeSettings rope(double theta, double partialRotaryFactor, String layerType) {
        Optional<ModelConfig> own = child("rope_parameters").flatMap(all -> all.child(layerType));
        return RopeSettings.read(this, own.or(() -> child("rope_parameters")).or(() -> child("rope_scaling")), theta,
                partialRotaryFactor);
    }

    /// A list such as `[[["global", "local"], 12]]`: each inner list as often as its number says; empty where the key is
    /// absent.
    public List<String> repeatedTexts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode group : list(key)) {
            require(group.size() == 2 && group.get(0).isArray() && group.get(1).canConvertToInt()
                    && group.get(1).intValue() >= 0 && group.get(1).intValue() <= MOST_REPEATS, key, group,
                    "a list of texts and how often it repeats");
            for (int i = 0; i < group.get(1).intValue(); i++) {
                group.get(0).forEach(item -> texts.add(item.asText()));
            }
        }
        return List.copyOf(texts);
    }

    /// The value at a key as numbers, for settings whose keys are many: one for a number, 1 or 0 for a flag, all of a
    /// list of numbers, none for anything else.
    List<Double> numbers(String key) {
        JsonNode value = value(key);
        if (value.isBoolean()) {
            return List.of(value.booleanValue() ? 1.0 : 0.0);
        }
        Iterable<JsonNode> items = value.isArray() ? value : List.of(value);
        List<Double> numbers = new ArrayList<>();
        for (JsonNode item : items) {
            if (!item.isNumber()) {
                return List.of();
            }
            numbers.add(item.doubleValue());
        }
        return List.copyOf(numbers);
    }

    private JsonNode value(String key) {
        JsonNode value = node.path(key);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private JsonNode list(String key) {
        JsonNode value = value(key);
        require(value.isMissingNode() || value.isArray(), key, value, "a list");
        return value;
    }

    private int wholeNumber(String key, JsonNode value) {
        boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        require(whole && value.canConvertToInt(), key, value, "a whole number");
        return value.intValue();
    }

    private void require(boolean fits, String key, JsonNode value, String expected) {
        if (!fits) {
            String shown = value.getNodeType() == JsonNodeType.OBJECT ? "an object" : value.toString();
            throw new CheckpointException(
                    "the key " + prefix + key + " is " + shown + " where " + expected + " belongs",
                    file, "correct it as the model's authors publish it");
        }
    }
}
