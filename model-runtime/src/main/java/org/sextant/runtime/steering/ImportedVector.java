package org.sextant.runtime.steering;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.OpenQuestion.Topic;

/// A vector as its file gives it, with what the file leaves open.
///
/// @param vector under the assumptions of the open questions
/// @param questions in the order of [Topic]
public record ImportedVector(SteeringVector vector, List<OpenQuestion> questions) {
    private static final double UNIT_TOLERANCE = 1e-3;

    public ImportedVector {
        questions = List.copyOf(questions);
    }

    static ImportedVector of(VectorContent content) {
        return new ImportedVector(content.vector(), OpenQuestions.of(content));
    }

    /// Settles a question, also one that the file answers otherwise.
    ///
    /// @param value a site, a whole number, a factor or `unit`, or an [Operation#id()]: see [OpenQuestion.Choice]
    /// @throws SteeringException if the value is no answer to it, or leaves a layer before the first block
    public ImportedVector answer(Topic topic, String value) {
        SteeringVector answered = switch (topic) {
            case SITE -> new SteeringVector(site(value), vector.byLayer(), vector.about());
            case LAYER_OFFSET -> shifted(offset(value));
            case SCALE -> scaled(value);
            case OPERATION -> said(vector.byLayer(), OpenQuestions.OPERATION, operation(value));
        };
        return new ImportedVector(answered,
                questions.stream().filter(question -> question.topic() != topic).toList());
    }

    /// The vector with a note, under `assumed`, of what is still open, so that a file of it does not pass an assumption
    /// for a fact.
    public SteeringVector noted() {
        Map<String, String> about = new TreeMap<>(vector.about());
        about.remove(OpenQuestions.ASSUMED);
        if (!questions.isEmpty()) {
            about.put(OpenQuestions.ASSUMED,
                    questions.stream().map(question -> question.topic().id()).collect(Collectors.joining(",")));
        }
        return new SteeringVector(vector.site(), vector.byLayer(), about);
    }

    private static SiteKind site(String value) {
        SiteKind kind = VectorContent.kind(value.startsWith("hook_") ? value : "hook_" + value, "as the answer");
        if (!kind.perBlock() || kind.axes() != SiteKind.Axes.RESIDUAL) {
            throw refusal(value + " is no site of d_model numbers in a block", "name one such as hook_resid_post");
        }
        return kind;
    }

    private static int offset(String value) {
        if (!value.matches("[+-]?\\d{1,5}")) {
            throw refusal("the layers' offset is '" + value + "'", "give a whole number such as -1");
        }
        return Integer.parseInt(value);
    }

    private static String operation(String value) {
        for (Operation operation : Operation.values()) {
            if (operation.id().equals(value)) {
                return value;
            }
        }
        throw refusal("there is no operation '" + value + "'", "choose add, add_normalised, ablate or affine");
    }

    private SteeringVector shifted(int offset) {
        int first = vector.byLayer().firstKey();
        if (first + offset < 0) {
            throw new SteeringException("the direction of layer " + first + " comes before the first block",
                    "with the layers' offset " + offset,
                    "take its site for hook_resid_pre instead, which is what goes into a block");
        }
        SortedMap<Integer, float[]> layers = new TreeMap<>();
        vector.byLayer().forEach((layer, values) -> layers.put(layer + offset, values));
        Map<String, String> about = new TreeMap<>();
        vector.about().forEach((key, value) -> about.put(shifted(key, offset), value));
        return new SteeringVector(vector.site(), layers, about);
    }

    /// The key of what is known of one layer goes along with it.
    private static String shifted(String key, int offset) {
        String layer = key.startsWith(SvecVectors.EXPLAINED) ? key.substring(SvecVectors.EXPLAINED.length()) : "";
        return layer.matches("\\d{1,5}") ? SvecVectors.EXPLAINED + (Integer.parseInt(layer) + offset) : key;
    }

    private SteeringVector scaled(String value) {
        double factor = value.equals(OpenQuestions.UNIT) ? 1 : factor(value);
        SortedMap<Integer, float[]> layers = new TreeMap<>();
        vector.byLayer().forEach((layer, values) -> layers.put(layer, times(values,
                value.equals(OpenQuestions.UNIT) ? 1 / length(layer, values) : factor)));
        boolean unit = layers.values().stream()
                .allMatch(values -> Math.abs(SteeringVector.norm(values) - 1) < UNIT_TOLERANCE);
        return said(layers, OpenQuestions.NORMALISED, String.valueOf(unit));
    }

    private static double factor(String value) {
        try {
            double factor = Double.parseDouble(value);
            if (Double.isFinite(factor) && factor != 0) {
                return factor;
            }
        } catch (NumberFormatException notANumber) {
            throw refusal("the scale is '" + value + "'", "give a number, or unit");
        }
        throw refusal("the scale is " + value, "give a number other than 0");
    }

    private static double length(int layer, float[] values) {
        double length = SteeringVector.norm(values);
        if (length == 0) {
            throw refusal("the direction of layer " + layer + " is zero and cannot be made one long",
                    "scale by a number");
        }
        return length;
    }

    private static float[] times(float[] values, double factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (factor * values[i]);
        }
        Directions.requireFinite(scaled, "the scaled direction", "with the scale " + factor);
        return scaled;
    }

    private SteeringVector said(SortedMap<Integer, float[]> layers, String key, String value) {
        Map<String, String> about = new TreeMap<>(vector.about());
        about.put(key, value);
        return new SteeringVector(vector.site(), layers, about);
    }

    private static SteeringException refusal(String what, String remedy) {
        return new SteeringException(what, "as the answer to what the file leaves open", remedy);
    }
}
