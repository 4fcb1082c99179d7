package org.sextant.runtime.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.compare.TokenRows;

/// What the similarities of two models' layers are computed from: all tokens, or sums over them.
interface SimilaritySums extends AutoCloseable {
    /// Adds the rows that are filled and makes room for others, if others can come.
    ///
    /// @param meanwhile what else is to be done with these rows
    void add(PairThreads threads, Runnable meanwhile);

    /// The statistics that it knows, `[layers of A][layers of B]`.
    Matrices matrices(Set<Similarity> statistics, PairThreads threads);

    /// Goes through all pairs of layers, those of one row at the same time, and tells how far it is.
    ///
    /// @param work gets the layer of A and that of B, on any thread
    static void forEachPair(TokenRows a, TokenRows b, PairThreads threads, BiConsumer<Integer, Integer> work) {
        for (int row = 0; row < a.layers(); row++) {
            int layer = row;
            threads.each(b.layers(), column -> {
                work.accept(layer, column);
                return true;
            });
            threads.context().update(new Update.Progress("Similarities", row + 1L, a.layers(), "layers"));
        }
    }

    /// How many pairs that are, at the most.
    static int pairsAtOnce() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// Frees what it holds in the models.
    @Override
    void close();

    /// Matrices by statistic.
    final class Matrices {
        private final int rows;
        private final int columns;
        private final Map<Similarity, float[]> values = new EnumMap<>(Similarity.class);

        Matrices(int rows, int columns) {
            this.rows = rows;
            this.columns = columns;
        }

        /// Writes one value. Each row belongs to one thread at a time.
        void set(Similarity statistic, int row, int column, double value) {
            of(statistic)[row * columns + column] = (float) value;
        }

        void fill(Similarity statistic, double[][] matrix) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    set(statistic, row, column, matrix[row][column]);
                }
            }
        }

        private synchronized float[] of(Similarity statistic) {
            return values.computeIfAbsent(statistic, _ -> new float[rows * columns]);
        }

        Map<Similarity, TensorValue> values() {
            Map<Similarity, TensorValue> all = new EnumMap<>(Similarity.class);
            values.forEach((statistic, matrix) -> all.put(statistic, TensorValue.of(matrix, rows, columns)));
            return all;
        }
    }
}
