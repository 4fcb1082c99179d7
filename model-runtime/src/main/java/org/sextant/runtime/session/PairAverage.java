package org.sextant.runtime.session;

import java.util.Arrays;
import java.util.List;

import org.sextant.runtime.attribution.NodeMap;

/// Mean of several pairs' scores with how far they agree. Where prompts have different lengths, positions are counted
/// from the end, and a node is averaged over the pairs that have it.
///
/// @param mean over the pairs
/// @param spread standard error and share of pairs with the sign of the mean
record PairAverage(NodeScores mean, AttributeResult.NodeSpread spread) {
    /// @param maps of one kind, at least one
    static PairAverage of(List<NodeMap> maps) {
        NodeMap first = maps.getFirst();
        int positions = maps.stream().mapToInt(NodeMap::positions).max().orElse(0);
        int rows = first.layers() * first.heads();
        float[] mean = new float[rows * positions];
        float[] error = new float[rows * positions];
        float[] consistency = new float[rows * positions];
        for (int row = 0; row < rows; row++) {
            for (int position = 0; position < positions; position++) {
                int at = row * positions + position;
                double[] values = column(maps, row, positions - position);
                double average = Arrays.stream(values).average().orElse(0);
                mean[at] = (float) average;
                error[at] = (float) standardError(values, average);
                consistency[at] = (float) Arrays.stream(values)
                        .filter(value -> Math.signum(value) == Math.signum(average)).count() / values.length;
            }
        }
        NodeMap averaged = new NodeMap(first.kind(), first.layers(), first.heads(), positions, mean);
        NodeScores scores = AttributionTally.scoresOf(averaged);
        int[] shape = scores.values().shape();
        return new PairAverage(scores, new AttributeResult.NodeSpread(first.kind(), TensorValue.of(error, shape),
                TensorValue.of(consistency, shape)));
    }

    /// Each pair's value at a position counted from the end, 1 for the last.
    private static double[] column(List<NodeMap> maps, int row, int fromEnd) {
        return maps.stream().filter(map -> map.positions() >= fromEnd)
                .mapToDouble(map -> map.values()[(row + 1) * map.positions() - fromEnd]).toArray();
    }

    private static double standardError(double[] values, double mean) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (values.length - 1) / values.length);
    }
}
