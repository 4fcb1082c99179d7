package org.sextant.app.attribution;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.sextant.app.chart.Heatmap;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.attribution.Agreement;
import org.sextant.runtime.session.AttributeResult.NodeSpread;
import org.sextant.runtime.session.AttributedPair;
import org.sextant.runtime.session.NodeScores;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;

/// How far the pairs of a data set agree.
///
/// @param map of their mean; has a map
record PairSpread(ScoreMap map) {
    /// What is shown of several pairs.
    enum Figure {
        MEAN("Mean", "The mean over the pairs"),
        ERROR("Standard error", "How sure the mean is: the standard error over the pairs"),
        CONSISTENCY("Consistency", "The share of pairs whose score has the sign of the mean");

        private final String title;
        private final String description;

        Figure(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    /// A pair and how its map correlates with the mean of all.
    ///
    /// @param index from 0
    /// @param clean its clean prompt
    /// @param pearson NaN where one of the two does not vary
    /// @param difference of the metric, clean − corrupt
    record Outlier(int index, String clean, double pearson, double difference) {}

    /// Layer by position; of heads layer and head by position.
    Heatmap heatmap(Figure figure) {
        Heatmap mean = map.picture().heatmap();
        return switch (figure) {
            case MEAN -> mean;
            case ERROR -> of(mean, "Standard error over pairs", "standard error" + unit(mean),
                    spread().standardError(), divisor());
            case CONSISTENCY -> of(mean, "Consistency over pairs", "share of pairs",
                    spread().consistency(), 1);
        };
    }

    private double divisor() {
        return Math.abs(map.attributed().divisor(map.normalised()));
    }

    private static String unit(Heatmap mean) {
        return mean.valueLabel().substring("score".length());
    }

    private NodeSpread spread() {
        return map.attributed().result().spread().getFirst();
    }

    private static Heatmap of(Heatmap mean, String title, String label, TensorValue values, double divisor) {
        int columns = mean.cells().columns();
        int rows = mean.cells().rows();
        return new Heatmap(title, mean.rowAxis(), mean.columnAxis(), label, mean.rowLabels(), mean.columnLabels(),
                new Heatmap.Cells() {
                    @Override
                    public int rows() {
                        return rows;
                    }

                    @Override
                    public int columns() {
                        return columns;
                    }

                    @Override
                    public float at(int row, int column) {
                        return (float) (values.flat(row * columns + column) / divisor);
                    }
                }, false, List.of());
    }

    /// The pairs, first those whose map correlates least with the mean. Positions count from the end.
    List<Outlier> outliers() {
        NodeScores mean = map.attributed().result().nodes().getFirst();
        List<AttributedPair> pairs = map.attributed().result().pairs();
        return IntStream.range(0, pairs.size()).mapToObj(index -> {
            AttributedPair pair = pairs.get(index);
            return new Outlier(index, text(pair.clean()), correlation(pair.nodes().getFirst(), mean),
                    pair.metricClean() - pair.metricCorrupt());
        }).sorted(Comparator.comparingDouble(Outlier::pearson)).toList();
    }

    private static double correlation(NodeScores own, NodeScores mean) {
        int offset = mean.positions() - own.positions();
        List<int[]> places = IntStream.range(0, own.layers() * own.heads()).boxed()
                .flatMap(row -> IntStream.range(0, own.positions()).mapToObj(position -> new int[]{row, position}))
                .toList();
        return Agreement.of(
                places.stream().map(at -> (double) own.values().flat(at[0] * own.positions() + at[1])).toList(),
                places.stream().map(at -> (double) mean.values().flat(at[0] * mean.positions() + offset + at[1]))
                        .toList())
                .pearson();
    }

    private static String text(List<Token> tokens) {
        return VisibleText.of(tokens.stream().filter(token -> !token.special()).map(Token::text)
                .collect(Collectors.joining()).strip()).replace('·', ' ');
    }
}
