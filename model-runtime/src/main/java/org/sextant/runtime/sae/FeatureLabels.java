package org.sextant.runtime.sae;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.WholeFile;

/// What features are called, kept beside their SAE: `labels.json` in its folder, or `NAME.labels.json` beside its file. The
/// file holds `{"labels": [{"feature", "label", …}]}`; what else it says of a label stays as it is until a person writes
/// another one.
public final class FeatureLabels {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LABELS = "labels";
    private static final String FEATURE = "feature";
    private static final String LABEL = "label";

    private final ObjectNode rest;
    private final Map<Integer, ObjectNode> entries;

    private FeatureLabels(ObjectNode rest, Map<Integer, ObjectNode> entries) {
        this.rest = rest;
        this.entries = entries;
    }

    /// A label and how well it holds.
    ///
    /// @param text what the feature is called
    /// @param threshold activation from which on that is meant; empty where nobody said
    /// @param heldOut F1 on texts that it was not found with; empty where nobody measured
    public record Label(String text, OptionalDouble threshold, OptionalDouble heldOut) {}

    /// Where the labels of an SAE lie.
    ///
    /// @param sae its folder or file
    public static Path beside(Path sae) {
        return Files.isDirectory(sae)
                ? sae.resolve("labels.json")
                : sae.resolveSibling(Objects.requireNonNull(sae.getFileName()) + ".labels.json");
    }

    /// The labels of an SAE; none where there is no file of them.
    ///
    /// @param sae its folder or file
    /// @throws SaeException if the file is no such file
    public static FeatureLabels of(Path sae) {
        Path file = beside(sae);
        if (!Files.exists(file)) {
            return new FeatureLabels(JSON.createObjectNode(), new TreeMap<>());
        }
        try {
            return read(JSON.readTree(Files.readAllBytes(file)), file);
        } catch (JacksonException malformed) {
            throw new SaeException("the labels are not JSON (" + malformed.getOriginalMessage() + ")", "in " + file,
                    "correct or remove the file", malformed);
        } catch (IOException failure) {
            throw new SaeException("the labels cannot be read (" + failure.getMessage() + ")", "in " + file,
                    "check that you may read the file", failure);
        }
    }

    private static FeatureLabels read(JsonNode json, Path file) {
        if (!(json instanceof ObjectNode whole) || !(json.path(LABELS) instanceof ArrayNode list)) {
            throw new SaeException("there is no list \"labels\"", "in " + file, "correct or remove the file");
        }
        Map<Integer, ObjectNode> entries = new TreeMap<>();
        for (JsonNode entry : list) {
            if (!(entry instanceof ObjectNode label) || !entry.path(FEATURE).canConvertToInt()
                    || !entry.path(LABEL).isTextual()) {
                throw new SaeException("label " + entries.size() + " has no number \"feature\" or no text \"label\"",
                        "in " + file, "correct or remove the file");
            }
            entries.putIfAbsent(label.get(FEATURE).intValue(), label);
        }
        ObjectNode rest = whole.deepCopy();
        rest.remove(LABELS);
        return new FeatureLabels(rest, entries);
    }

    /// Labels by the numbers of their features, in rising order.
    public Map<Integer, Label> all() {
        Map<Integer, Label> all = new TreeMap<>();
        entries.forEach((feature, entry) -> all.put(feature, label(entry)));
        return Collections.unmodifiableMap(all);
    }

    public Optional<Label> of(int feature) {
        return Optional.ofNullable(entries.get(feature)).map(FeatureLabels::label);
    }

    private static Label label(ObjectNode entry) {
        return new Label(entry.get(LABEL).textValue(), number(entry, "threshold"), number(entry, "f1_held_out"));
    }

    private static OptionalDouble number(ObjectNode entry, String name) {
        JsonNode value = entry.path(name);
        return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    }

    /// These labels with another one for a feature; what was measured of the one before does not hold for it.
    ///
    /// @param text empty for no label
    public FeatureLabels with(int feature, String text) {
        Map<Integer, ObjectNode> changed = new TreeMap<>(entries);
        if (text.isBlank()) {
            changed.remove(feature);
        } else if (of(feature).map(Label::text).filter(text.strip()::equals).isEmpty()) {
            changed.put(feature, JSON.createObjectNode().put(FEATURE, feature).put(LABEL, text.strip()).put("by",
                    "person"));
        }
        return new FeatureLabels(rest, changed);
    }

    /// Writes them beside their SAE.
    ///
    /// @param sae its folder or file
    /// @throws SaeException if they cannot be written; what was there before is then still there
    public void write(Path sae) {
        Path file = beside(sae);
        ObjectNode whole = rest.deepCopy();
        whole.putArray(LABELS).addAll(entries.values());
        try {
            WholeFile.writeString(file, whole.toPrettyString() + "\n");
        } catch (IOException failure) {
            throw new SaeException("the labels cannot be written (" + failure.getMessage() + ")", "to " + file,
                    "check that the folder may be written to and that the disk has room", failure);
        }
    }

    /// The labels as Neuronpedia gives explanations: a JSON list of `modelId`, `layer`, `index` and `description`.
    ///
    /// @param model name of the model
    /// @param sae the SAE's folder or file
    /// @throws SaeException if it cannot be read
    public String neuronpedia(String model, Path sae) {
        return neuronpedia(model, SaeFolder.inspect(sae).spec());
    }

    String neuronpedia(String model, SaeSpec spec) {
        List<ObjectNode> list = new ArrayList<>();
        entries.forEach((feature, entry) -> list.add(JSON.createObjectNode().put("modelId", model)
                .put("layer", spec.notes().getOrDefault("neuronpedia_id", spec.target()))
                .put("index", Integer.toString(feature)).put("description", entry.get(LABEL).textValue())));
        return JSON.createArrayNode().addAll(list).toPrettyString() + "\n";
    }
}
