package org.sextant.runtime.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.WholeFile;

/// A steering plan as JSON:
///
/// ```
/// {"edits": [{"site": "blocks.3.hook_resid_post", "operation": "add", "vector": "calm.safetensors#layer.3",
///             "coefficient": 2.0, "positions": "all"}]}
/// ```
///
/// A vector stands in a file, named from the plan's folder on, with the layer after `#`; or inline as an array.
/// `positions` is `all` where it is not given, and may be a list of numbers. `affine` has `negative_mean` too.
public final class PlanFile {
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> KEYS = Set.of("site", "operation", "vector", "negative_mean", "coefficient",
            "positions");

    private final Path file;

    private PlanFile(Path file) {
        this.file = file;
    }

    /// Reads a plan and the vectors that it names.
    ///
    /// @throws SteeringException if the file cannot be read, is no plan, or asks for what nobody can do
    /// @throws org.sextant.runtime.SextantException if a vector's file cannot be read
    public static SteeringPlan read(Path file) {
        try {
            return new PlanFile(file).plan(JSON.readTree(Files.readAllBytes(file)));
        } catch (JacksonException malformed) {
            throw new SteeringException("the plan is not valid JSON (" + malformed.getOriginalMessage() + ")",
                    "in " + file, "mend it; the form is in the description of --steer");
        } catch (IOException failure) {
            throw new SteeringException("the plan cannot be read (" + failure + ")", "in " + file,
                    "give a file that is there and may be read");
        }
    }

    /// Writes a plan with its vectors inline.
    ///
    /// @throws SteeringException if the place cannot be written to
    public static void write(SteeringPlan plan, Path file) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode edits = root.putArray("edits");
        for (Edit edit : plan.edits()) {
            ObjectNode node = edits.addObject().put("site", edit.site()).put("operation", edit.operation().id());
            edit.vector().forEach(node.putArray("vector")::add);
            edit.negativeMean().ifPresent(mean -> mean.forEach(node.putArray("negative_mean")::add));
            node.put("coefficient", edit.coefficient());
            if (edit.positions().kind() == Positions.Kind.LIST) {
                edit.positions().indices().forEach(node.putArray("positions")::add);
            } else {
                node.put("positions", name(edit.positions().kind()));
            }
        }
        try {
            WholeFile.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        } catch (IOException failure) {
            throw new SteeringException("the plan cannot be written (" + failure + ")", "to " + file,
                    "check that its folder is there, may be written to and has room");
        }
    }

    private SteeringPlan plan(JsonNode root) {
        require(root.isObject() && root.path("edits").isArray(), "the plan has no list of edits",
                "begin with {\"edits\": [ … ]}");
        require(root.path("experts").isEmpty(), "the plan changes experts, which is not known yet",
                "leave \"experts\" out");
        List<Edit> edits = new ArrayList<>();
        for (JsonNode node : root.path("edits")) {
            edits.add(edit(node, edits.size() + 1));
        }
        return new SteeringPlan(edits);
    }

    private Edit edit(JsonNode node, int number) {
        String which = "edit " + number;
        require(node.isObject(), which + " is no object", "write {\"site\": …, \"operation\": …, \"vector\": …}");
        for (String key : (Iterable<String>) node::fieldNames) {
            require(KEYS.contains(key), which + " has the key \"" + key + "\", which is not known",
                    "use " + KEYS.stream().sorted().collect(Collectors.joining(", ")));
        }
        Operation operation = operation(node.path("operation"), which);
        require(node.path("site").isTextual(), which + " names no site", "give \"site\": \"blocks.3.hook_resid_post\"");
        require(node.path("coefficient").isNumber(), which + " has no number as its coefficient",
                "give \"coefficient\": 1.0");
        Optional<List<Float>> mean = node.has("negative_mean")
                ? Optional.of(vector(node.path("negative_mean"), which))
                : Optional.empty();
        return new Edit(node.path("site").asText(), operation, vector(node.path("vector"), which), mean,
                node.path("coefficient").asDouble(), positions(node.path("positions"), which));
    }

    private Operation operation(JsonNode node, String which) {
        return Stream.of(Operation.values()).filter(known -> known.id().equals(node.asText())).findFirst()
                .orElseThrow(() -> refusal(which + " has the operation \"" + node.asText() + "\", which is not known",
                        "choose one of " + Stream.of(Operation.values()).map(Operation::id)
                                .collect(Collectors.joining(", "))));
    }

    private List<Float> vector(JsonNode node, String which) {
        if (node.isTextual()) {
            return fromFile(node.asText(), which);
        }
        require(node.isArray() && !node.isEmpty(), which + " has no vector",
                "give \"vector\": \"file.safetensors#layer.3\" or an array of numbers");
        List<Float> numbers = new ArrayList<>();
        for (JsonNode number : node) {
            require(number.isNumber(), which + " has a vector with " + number, "give numbers alone");
            numbers.add((float) number.asDouble());
        }
        return numbers;
    }

    private List<Float> fromFile(String address, String which) {
        int mark = address.lastIndexOf('#');
        String layer = address.substring(mark + 1).replaceFirst("^(layer|layers|direction)\\.", "");
        require(mark > 0 && layer.matches("\\d{1,5}"), which + " has the vector \"" + address + "\"",
                "name a file and a layer, such as calm.safetensors#layer.3");
        Path place = file.toAbsolutePath().resolveSibling(address.substring(0, mark));
        return Edit.list(VectorFile.read(place).at(Integer.parseInt(layer)));
    }

    private Positions positions(JsonNode node, String which) {
        if (node.isMissingNode()) {
            return Positions.ALL;
        }
        if (node.isArray()) {
            List<Integer> indices = new ArrayList<>();
            for (JsonNode index : node) {
                require(index.canConvertToInt() && index.asInt() >= 0, which + " has the position " + index,
                        "count positions from 0");
                indices.add(index.asInt());
            }
            return Positions.of(indices);
        }
        return Stream.of(Positions.Kind.values())
                .filter(kind -> kind != Positions.Kind.LIST && name(kind).equals(node.asText())).findFirst()
                .map(kind -> new Positions(kind, List.of()))
                .orElseThrow(() -> refusal(which + " has the positions " + node,
                        "choose all, prompt, generated, last, or a list of numbers"));
    }

    private static String name(Positions.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void require(boolean holds, String what, String remedy) {
        if (!holds) {
            throw refusal(what, remedy);
        }
    }

    private SteeringException refusal(String what, String remedy) {
        return new SteeringException(what, "in " + file, remedy);
    }
}
