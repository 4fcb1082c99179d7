package org.sextant.runtime.steering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.sextant.runtime.routing.ExpertGain;

/// Reads plans and sliders from JSON, and refuses what it does not know.
final class PlanReader {
    private static final int COLOURS = 8;
    private static final Set<String> ALWAYS = Set.of("site", "operation", "positions", "row", "muted");

    private final Path file;

    PlanReader(Path file) {
        this.file = file;
    }

    SteeringSet set(JsonNode root) {
        boolean ofExperts = !root.has("edits") && root.path("experts").isArray();
        require(root.isObject() && (root.path("edits").isArray() || ofExperts), "the plan has no list of edits",
                "begin with {\"edits\": [ … ]}, or {\"experts\": [ … ]} where experts alone change");
        requireKeys(root, "the plan", Set.of("edits", "experts", "rows", "gain"));
        List<Numbered<SteeringRow.Part>> parts = new ArrayList<>();
        for (JsonNode node : root.path("edits")) {
            String which = "edit " + (parts.size() + 1);
            requireObject(node, which, "write {\"site\": …, \"operation\": …, \"vector\": …}");
            parts.add(new Numbered<>(new SteeringRow.Part(edit(node, which), !flag(node, "muted", which)),
                    row(node, root, which)));
        }
        List<Numbered<ExpertGain>> experts = new ArrayList<>();
        for (JsonNode node : root.path("experts")) {
            String which = "expert " + (experts.size() + 1);
            requireObject(node, which, "write {\"layer\": …, \"expert\": …, \"gain\": …}");
            experts.add(new Numbered<>(gain(node, which), row(node, root, which)));
        }
        require(root.path("gain").isNumber() || !root.has("gain"), "the gain of all is no number",
                "give \"gain\": 1.0");
        List<SteeringRow> rows = root.has("rows") ? rows(root.path("rows"), parts, experts) : single(parts, experts);
        return new SteeringSet(rows, root.path("gain").asDouble(1));
    }

    /// Something and the row that it belongs to.
    private record Numbered<T>(T value, int row) {}

    private static List<SteeringRow> single(List<Numbered<SteeringRow.Part>> parts,
            List<Numbered<ExpertGain>> experts) {
        List<SteeringRow> rows = new ArrayList<>();
        for (Numbered<SteeringRow.Part> part : parts) {
            rows.add(new SteeringRow(part.value().edit().operation().id().replace('_', ' '), rows.size() % COLOURS,
                    false, false, List.of(part.value()), List.of()));
        }
        for (Numbered<ExpertGain> gain : experts) {
            String forced = gain.value().mode() == ExpertGain.Mode.FORCE ? " forced" : "";
            rows.add(new SteeringRow("L" + gain.value().layer() + " E" + gain.value().expert() + forced,
                    rows.size() % COLOURS, false, false, List.of(), List.of(gain.value())));
        }
        return rows;
    }

    private List<SteeringRow> rows(JsonNode nodes, List<Numbered<SteeringRow.Part>> parts,
            List<Numbered<ExpertGain>> experts) {
        List<SteeringRow> rows = new ArrayList<>();
        for (JsonNode node : nodes) {
            int number = rows.size();
            String which = "row " + number;
            requireObject(node, which, "write {\"name\": …}");
            requireKeys(node, which, Set.of("name", "colour", "muted", "solo"));
            int colour = node.path("colour").asInt(number % COLOURS);
            require(colour >= 0 && colour < COLOURS, which + " has the colour " + node.path("colour"),
                    "count colours from 0 to " + (COLOURS - 1));
            rows.add(new SteeringRow(node.path("name").asText("row " + number), colour, flag(node, "muted", which),
                    flag(node, "solo", which), of(number, parts), of(number, experts)));
        }
        return rows;
    }

    private static <T> List<T> of(int row, List<Numbered<T>> all) {
        return all.stream().filter(one -> one.row() == row).map(Numbered::value).toList();
    }

    private int row(JsonNode node, JsonNode root, String which) {
        if (!root.has("rows")) {
            require(!node.has("row"), which + " belongs to a row, and there are no rows", "leave \"row\" out");
            return 0;
        }
        int rows = root.path("rows").size();
        require(node.path("row").canConvertToInt() && node.path("row").asInt() >= 0 && node.path("row").asInt() < rows,
                which + " belongs to none of the " + rows + " rows", "give \"row\": a number from 0");
        return node.path("row").asInt();
    }

    private Edit edit(JsonNode node, String which) {
        Operation operation = choice(node.path("operation"), Operation.values(), Operation::id, which, "operation");
        requireKeys(node, which, keys(operation));
        require(node.path("site").isTextual(), which + " names no site", "give \"site\": \"blocks.3.hook_resid_post\"");
        String site = node.path("site").asText();
        Positions positions = positions(node.path("positions"), which);
        return switch (operation) {
            case ADD, ADD_NORMALISED, ABLATE, AFFINE -> new VectorEdit(site, operation,
                    vector(node.path("vector"), which),
                    node.has("negative_mean")
                            ? Optional.of(vector(node.path("negative_mean"), which))
                            : Optional.empty(),
                    number(node, "coefficient", which), positions);
            case SCALE_HEAD ->
                new HeadEdit(site, index(node, "head", which), number(node, "coefficient", which), positions);
            case ZERO -> new ZeroEdit(site, positions);
            case CLAMP_FEATURE, ADD_FEATURE, SCALE_FEATURE -> {
                require(node.path("sae").isTextual(), which + " names no SAE", "give \"sae\": the folder of one");
                yield new FeatureEdit(site, operation, beside(node.path("sae").asText()),
                        index(node, "feature", which),
                        number(node, operation == Operation.CLAMP_FEATURE ? "value" : "coefficient", which), positions);
            }
        };
    }

    private static Set<String> keys(Operation operation) {
        Set<String> keys = new HashSet<>(ALWAYS);
        keys.addAll(switch (operation) {
            case ADD, ADD_NORMALISED, ABLATE, AFFINE -> Set.of("vector", "negative_mean", "coefficient");
            case SCALE_HEAD -> Set.of("head", "coefficient");
            case ZERO -> Set.of();
            case CLAMP_FEATURE -> Set.of("sae", "feature", "value");
            case ADD_FEATURE, SCALE_FEATURE -> Set.of("sae", "feature", "coefficient");
        });
        return keys;
    }

    private ExpertGain gain(JsonNode node, String which) {
        requireKeys(node, which, Set.of("layer", "expert", "gain", "mode", "row"));
        double gain = number(node, "gain", which);
        require(gain >= 0, which + " has the gain " + gain, "give 0 or more");
        ExpertGain.Mode mode = node.has("mode")
                ? choice(node.path("mode"), ExpertGain.Mode.values(), ExpertGain.Mode::id, which, "mode")
                : ExpertGain.Mode.MASK;
        return new ExpertGain(index(node, "layer", which), index(node, "expert", which), gain, mode);
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
        Path place = beside(address.substring(0, mark));
        return VectorEdit.list(VectorFile.read(place).at(Integer.parseInt(layer)));
    }

    private Path beside(String address) {
        return file.toAbsolutePath().resolveSibling(address).normalize();
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
        return Stream.of(Positions.Kind.values()).filter(kind -> kind != Positions.Kind.LIST
                && kind.name().toLowerCase(Locale.ROOT).equals(node.asText())).findFirst()
                .map(kind -> new Positions(kind, List.of()))
                .orElseThrow(() -> refusal(which + " has the positions " + node,
                        "choose all, prompt, generated, last, or a list of numbers"));
    }

    private <T> T choice(JsonNode node, T[] all, Function<T, String> id, String which, String what) {
        return Stream.of(all).filter(known -> id.apply(known).equals(node.asText())).findFirst()
                .orElseThrow(() -> refusal(
                        which + " has the " + what + " \"" + node.asText() + "\", which is not known",
                        "choose one of " + Stream.of(all).map(id).collect(Collectors.joining(", "))));
    }

    private double number(JsonNode node, String key, String which) {
        require(node.path(key).isNumber(), which + " has no number as its " + key, "give \"" + key + "\": 1.0");
        return node.path(key).asDouble();
    }

    private int index(JsonNode node, String key, String which) {
        require(node.path(key).canConvertToInt() && node.path(key).asInt() >= 0,
                which + " has no number from 0 as its " + key, "give \"" + key + "\": 0");
        return node.path(key).asInt();
    }

    private boolean flag(JsonNode node, String key, String which) {
        require(!node.has(key) || node.path(key).isBoolean(), which + " is neither " + key + " nor not",
                "give \"" + key + "\": true or false");
        return node.path(key).asBoolean();
    }

    private void requireObject(JsonNode node, String which, String remedy) {
        require(node.isObject(), which + " is no object", remedy);
    }

    private void requireKeys(JsonNode node, String which, Set<String> known) {
        for (String key : (Iterable<String>) node::fieldNames) {
            require(known.contains(key), which + " has the key \"" + key + "\", which is not known",
                    "use " + String.join(", ", new TreeSet<>(known)));
        }
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
