package org.sextant.app.routing;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.runtime.session.RoutedLayer;
import org.sextant.runtime.session.RoutingResult;

/// How much each expert had to do with a sequence. Arrays are `[layer, expert]`, row-major, layers counted among those
/// with experts; each is computed when it is first asked for, on any thread.
final class ExpertLoads {
    private final RoutingResult result;
    private final Once tokens = new Once(this::countTokens);
    private final Once weights = new Once(this::addWeights);
    private final List<Once> probabilities;

    ExpertLoads(RoutingResult result) {
        this.result = result;
        this.probabilities = result.layers().stream().map(layer -> new Once(() -> probabilities(layer))).toList();
    }

    /// Computed once.
    private static final class Once {
        private final Supplier<float[]> source;
        private float @Nullable [] values;

        Once(Supplier<float[]> source) {
            this.source = source;
        }

        synchronized float[] get() {
            float[] known = values;
            if (known == null) {
                known = source.get();
                values = known;
            }
            return known;
        }
    }

    int experts() {
        return result.experts();
    }

    /// How many tokens the expert sees.
    int tokens(int row, int expert) {
        return (int) tokens.get()[row * experts() + expert];
    }

    /// The mean weight over the tokens that it sees; 0 where it sees none.
    float meanWeight(int row, int expert) {
        int seen = tokens(row, expert);
        return seen == 0 ? 0 : weights.get()[row * experts() + expert] / seen;
    }

    /// What the router gives it on average over all tokens.
    float probability(int row, int expert) {
        return probabilities.get(row).get()[expert];
    }

    /// The share of tokens that it sees, the weight a token, or the mean probability.
    float[] values(RoutingMeasure measure) {
        return switch (measure) {
            case LOAD -> perToken(tokens.get());
            case WEIGHT -> perToken(weights.get());
            case PROBABILITY -> allProbabilities();
            case TOP, ENTROPY -> throw new IllegalArgumentException(measure + " is no load");
        };
    }

    private float[] perToken(float[] sums) {
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = sums[i] / Math.max(1, result.tokens().size());
        }
        return means;
    }

    private float[] countTokens() {
        return summed((_, _) -> 1);
    }

    private float[] addWeights() {
        return summed((layer, place) -> layer.weights().flat(place));
    }

    /// What counts of an expert that a token goes to.
    @FunctionalInterface
    private interface Counted {
        float of(RoutedLayer layer, int place);
    }

    private float[] summed(Counted counted) {
        int chosen = result.chosen();
        float[] sums = new float[result.layers().size() * experts()];
        for (int row = 0; row < result.layers().size(); row++) {
            RoutedLayer layer = result.layers().get(row);
            for (int position = 0; position < layer.positions(); position++) {
                for (int place = position * chosen; place < (position + 1) * chosen; place++) {
                    sums[row * experts() + (int) layer.chosen().flat(place)] += counted.of(layer, place);
                }
            }
        }
        return sums;
    }

    private float[] allProbabilities() {
        float[] all = new float[result.layers().size() * experts()];
        IntStream.range(0, probabilities.size()).parallel().forEach(
                row -> System.arraycopy(probabilities.get(row).get(), 0, all, row * experts(), experts()));
        return all;
    }

    /// `[expert]`, means over the tokens.
    private static float[] probabilities(RoutedLayer layer) {
        float[] means = new float[layer.logits().size(1)];
        for (int position = 0; position < layer.positions(); position++) {
            float[] each = layer.probabilities(position);
            for (int expert = 0; expert < each.length; expert++) {
                means[expert] += each[expert] / layer.positions();
            }
        }
        return means;
    }

    /// `layer,expert,tokens,load,mean_weight,probability`, one row an expert.
    DataTable table() {
        return new DataTable(List.of("layer", "expert", "tokens", "load", "mean_weight", "probability"),
                () -> IntStream.range(0, result.layers().size()).boxed()
                        .flatMap(row -> IntStream.range(0, experts()).mapToObj(expert -> row(row, expert))));
    }

    private List<DataCell> row(int row, int expert) {
        int seen = tokens(row, expert);
        return Stream.of(DataCell.of(result.layers().get(row).layer()), DataCell.of(expert), DataCell.of(seen),
                DataCell.of((float) seen / Math.max(1, result.tokens().size())),
                DataCell.of(meanWeight(row, expert)), DataCell.of(probability(row, expert))).toList();
    }
}
