package org.sextant.app.activations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.sextant.app.chart.Heatmap;
import org.sextant.runtime.session.ActivationsResult;
import org.sextant.runtime.session.LensResult;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringPlan;

/// Small results whose every value says where it stands, so that a shift by one shows.
final class Samples {
    static final List<Token> TOKENS = List.of(new Token(0, 5, "When", "57 68 65 6e", false),
            new Token(1, 6, " Anna", "20 41 6e 6e 61", false), new Token(2, 7, "\n", "0a", false));

    private Samples() {}

    static Provenance provenance(String... sites) {
        return new Provenance("tiny", "/models/tiny", "abc", "float32", "cpu", "When Anna\n", List.of(5, 6, 7),
                List.of(sites), List.of(), "0.1.0");
    }

    /// One slider; 0 changes nothing.
    static SteeringPlan plan(double coefficient) {
        return new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", new float[8], coefficient)));
    }

    /// Two layers; the value at layer l and position t is 10 l + t.
    static ActivationsResult statistics(Statistic statistic) {
        return statistics(statistic, 0);
    }

    /// The same, all values higher by so much.
    static ActivationsResult statistics(Statistic statistic, float shift) {
        return new ActivationsResult(TOKENS, statistic, List.of(row(0, shift), row(1, shift)),
                provenance("blocks.*.hook_resid_post"));
    }

    private static ActivationsResult.Row row(int layer, float shift) {
        float first = 10 * layer + shift;
        return new ActivationsResult.Row("blocks." + layer + ".hook_resid_post", OptionalInt.of(layer),
                OptionalInt.empty(), TensorValue.of(new float[]{first, first + 1, first + 2}, 3));
    }

    /// Two layers of two heads; the value is 100 l + 10 h + t.
    static ActivationsResult headStatistics() {
        List<ActivationsResult.Row> rows = IntStream.range(0, 4).mapToObj(index -> {
            int layer = index / 2;
            int head = index % 2;
            float first = 100 * layer + 10 * head;
            return new ActivationsResult.Row("blocks." + layer + ".attn.hook_z", OptionalInt.of(layer),
                    OptionalInt.of(head), TensorValue.of(new float[]{first, first + 1, first + 2}, 3));
        }).toList();
        return new ActivationsResult(TOKENS, Statistic.NORM, rows, provenance("blocks.*.attn.hook_z"));
    }

    /// The input and two outputs; the top token of row r at position t is `· r t`, its probability (10 r + t) / 100, its
    /// entropy 10 r + t.
    static LensResult lens() {
        List<LensResult.Row> rows = IntStream.range(0, 3).mapToObj(row -> new LensResult.Row(row,
                row == 0 ? "blocks.0.hook_resid_pre" : "blocks." + (row - 1) + ".hook_resid_post",
                IntStream.range(0, 3).mapToObj(position -> cell(row, position)).toList())).toList();
        return new LensResult(TOKENS, rows, provenance());
    }

    private static LensResult.Cell cell(int row, int position) {
        float value = 10 * row + position;
        return new LensResult.Cell(value, List.of(
                new Prediction(0, 100 + 10 * row + position, " " + row + position, value, value / 100),
                new Prediction(1, 1, "\n", -1, 0.001f)));
    }

    /// A run that captured one value; value i of the flat array is i.
    static RunResult run(String site, int... shape) {
        int length = IntStream.of(shape).reduce(1, Math::multiplyExact);
        float[] values = new float[length];
        for (int index = 0; index < length; index++) {
            values[index] = index;
        }
        return run(Map.of(site, TensorValue.of(values, shape)));
    }

    static RunResult run(Map<String, TensorValue> sites) {
        return new RunResult(TOKENS, List.of(), Optional.empty(), sites, List.of(), 1,
                provenance(sites.keySet().toArray(String[]::new)));
    }

    /// The values of a heatmap, a row after another.
    static float[] values(Heatmap heatmap) {
        int columns = heatmap.cells().columns();
        float[] values = new float[heatmap.cells().rows() * columns];
        for (int index = 0; index < values.length; index++) {
            values[index] = heatmap.cells().at(index / columns, index % columns);
        }
        return values;
    }
}
