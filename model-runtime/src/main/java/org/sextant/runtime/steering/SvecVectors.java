package org.sextant.runtime.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.hook.SiteKind;

/// The `.svec` files of IBM's activation-steering (METHODS.md 4.9): JSON with `model_type`, `directions` and
/// `explained_variances` by layer. Sextant keeps what it knows besides under `sextant`, which the library leaves alone.
final class SvecVectors implements VectorFormat {
    /// What the model is called by its family: `llama`.
    static final String MODEL_TYPE = "model_type";
    /// Before the number of a layer: the share of the variance that its direction explains.
    static final String EXPLAINED = "explained_variance.";

    private static final String DIRECTIONS = "directions";
    private static final String EXPLAINED_VARIANCES = "explained_variances";
    private static final String OURS = "sextant";
    /// 128 MiB.
    private static final long LONGEST = 1L << 27;
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// The family of the model, as other programs expect it with a vector.
    static String modelType(SteeringVector vector) {
        return vector.about().getOrDefault(MODEL_TYPE, vector.about().getOrDefault("model", "unknown"));
    }

    @Override
    public String ending() {
        return ".svec";
    }

    @Override
    public VectorContent read(Path file) {
        JsonNode root = parse(file);
        JsonNode directions = root.path(DIRECTIONS);
        if (!directions.isObject()) {
            throw new SteeringException("the file has no object of directions", "in " + file,
                    "give JSON with {\"model_type\": …, \"directions\": {\"3\": [ … ]}}");
        }
        List<Directions.Stored> arrays = new ArrayList<>();
        directions.properties().forEach(field -> arrays.add(stored(field.getKey(), field.getValue(), file)));
        return VectorContent.of(texts(root), Directions.of(arrays, file), file);
    }

    private static JsonNode parse(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new SteeringException("the file is larger than 128 MiB", "at " + file,
                        "give a file of steering vectors");
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException malformed) {
            throw new SteeringException("the file is not valid JSON (" + malformed.getOriginalMessage() + ")",
                    "in " + file, "save or download it again");
        } catch (IOException failure) {
            throw new SteeringException("the file cannot be read (" + failure + ")", "at " + file,
                    "give a file that is there and may be read");
        }
    }

    private static Directions.Stored stored(String layer, JsonNode node, Path file) {
        boolean row = node.size() == 1 && node.get(0).isArray();
        JsonNode numbers = row ? node.get(0) : node;
        for (JsonNode number : numbers) {
            if (!number.isNumber()) {
                throw new SteeringException("the direction of layer " + layer + " has an entry that is no number",
                        "in " + file, "give an array of numbers");
            }
        }
        return new Directions.Stored(layer, List.of((long) numbers.size()), () -> floats(numbers));
    }

    private static float[] floats(JsonNode numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).doubleValue();
        }
        return values;
    }

    /// What Sextant wrote; in a file of others the model's type and the explained variances.
    private static Map<String, String> texts(JsonNode root) {
        Map<String, String> texts = new TreeMap<>();
        root.path(OURS).properties().stream().filter(field -> field.getValue().isTextual())
                .forEach(field -> texts.put(field.getKey(), field.getValue().textValue()));
        if (texts.isEmpty()) {
            if (root.path(MODEL_TYPE).isTextual()) {
                texts.put(MODEL_TYPE, root.path(MODEL_TYPE).textValue());
            }
            root.path(EXPLAINED_VARIANCES).properties().stream().filter(field -> field.getValue().isNumber())
                    .forEach(field -> texts.put(EXPLAINED + field.getKey(), field.getValue().asText()));
        }
        return texts;
    }

    /// Numbers have the digits of a double, as the library writes them: read as a double they are the same float.
    @Override
    public void write(SteeringVector vector, Path file) {
        ObjectNode root = JSON.createObjectNode().put(MODEL_TYPE, modelType(vector));
        ObjectNode directions = root.putObject(DIRECTIONS);
        ObjectNode variances = root.putObject(EXPLAINED_VARIANCES);
        vector.byLayer().forEach((layer, values) -> {
            ArrayNode numbers = directions.putArray(String.valueOf(layer));
            for (float value : values) {
                numbers.add((double) value);
            }
            String explained = vector.about().getOrDefault(EXPLAINED + layer, "");
            if (explained.matches("\\d{1,9}(\\.\\d{1,30})?([eE]-?\\d{1,3})?")) {
                variances.put(String.valueOf(layer), Double.parseDouble(explained));
            }
        });
        VectorContent.texts(vector).forEach(root.putObject(OURS)::put);
        try {
            WholeFile.writeString(file, root + "\n");
        } catch (IOException failure) {
            throw new SteeringException("the file cannot be written (" + failure + ")", "to " + file,
                    "check that its folder is there, may be written to and has room");
        }
    }

    @Override
    public List<String> cautions(SteeringVector vector) {
        return vector.site() == SiteKind.RESID_POST
                ? List.of()
                : List.of("other programs take an .svec for one of hook_resid_post, not " + vector.site().suffix());
    }
}
