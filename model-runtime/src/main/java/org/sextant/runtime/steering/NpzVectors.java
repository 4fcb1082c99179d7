package org.sextant.runtime.steering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.checkpoint.NpzFile;
import org.sextant.runtime.checkpoint.NpzWriter;

/// numpy's `.npz` with an array `layer_{l}` `[d_model]` a layer (METHODS.md 4.13). What is known of the vector is JSON in
/// the zip file's comment, which numpy leaves alone.
final class NpzVectors implements VectorFormat {
    private static final String OURS = "sextant";
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String ending() {
        return ".npz";
    }

    @Override
    public VectorContent read(Path file) {
        try (NpzFile npz = NpzFile.open(file)) {
            List<Directions.Stored> arrays = new ArrayList<>();
            npz.shapes().forEach(
                    (name, shape) -> arrays.add(new Directions.Stored(name, shape, () -> npz.floats(name))));
            return VectorContent.of(texts(npz.comment()), Directions.of(arrays, file), file);
        }
    }

    /// A comment that is not ours says nothing.
    private static Map<String, String> texts(String comment) {
        Map<String, String> texts = new TreeMap<>();
        try {
            JsonNode root = JSON.readTree(comment);
            root.path(OURS).properties().stream().filter(field -> field.getValue().isTextual())
                    .forEach(field -> texts.put(field.getKey(), field.getValue().textValue()));
        } catch (IOException notOurs) {
            return Map.of();
        }
        return texts;
    }

    @Override
    public void write(SteeringVector vector, Path file) {
        ObjectNode root = JSON.createObjectNode();
        VectorContent.texts(vector).forEach(root.putObject(OURS)::put);
        NpzWriter writer = new NpzWriter().comment(root.toString());
        vector.byLayer().forEach((layer, values) -> writer.add("layer_" + layer, values));
        writer.writeTo(file);
    }
}
