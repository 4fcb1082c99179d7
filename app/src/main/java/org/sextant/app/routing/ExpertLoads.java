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
    private final Once probabilities = new Once(this::averageProbabilities);

    ExpertLoads(RoutingResult result) {
        this.result = result;
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
        return probabilities.get()[row * experts() + expert];
    }

    /// The share of tokens that it sees, the weight a token, or the mean probability.
    float[] values(RoutingMeasure measure) {
        return switch (measure) {
            case LOAD -> perToken(tokens.get());
            case WEIGHT -> perToken(weights.get());
            case PROBABILITY -> probabilities.get();
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
        return summed((_, _, _) -> 1);
    }

    private float[] addWeights() {
        return summed(RoutedLayer::weight);
    }

    /// What counts of a chosen expert.
    private interface Counted {
        float of(RoutedLayer layer, int position, int rank);
    }

    private float[] summed(Counted counted) {
        float[] sums = new float[result.layers().size() * experts()];
        for (int row = 0; row < result.layers().size(); row++) {
            RoutedLayer layer = result.layers().get(row);
            for (int position = 0; position < layer.positions(); position++) {
                for (int rank = 0; rank < result.chosen(); rank++) {
                    sums[row * experts() + layer.expert(position, rank)] += counted.of(layer, position, rank);
                }
            }
        }
        return sums;
    }

    private float[] averageProbabilities() {
        float[] means = new float[result.layers().size() * experts()];
        IntStream.range(0, result.layers().size()).parallel().forEach(row -> {
            RoutedLayer layer = result.layers().get(row);
            for (int position = 0; position < layer.positions(); position++) {
                float[] each = layer.probabilities(position);
                for (int expert = 0; expert < each.length; expert++) {
                    means[row * experts() + expert] += each[expert] / layer.positions();
                }
            }
        });
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
