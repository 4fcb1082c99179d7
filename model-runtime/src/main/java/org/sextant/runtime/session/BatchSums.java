package org.sextant.runtime.session;

import java.util.Set;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.compare.BatchKernels;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.compare.TokenRows;

/// Products of the tokens of each batch, where those of the layers would not fit into memory. Computed with the first
/// model.
final class BatchSums implements SimilaritySums {
    private final TokenRows rowsA;
    private final TokenRows rowsB;
    private final BatchKernels kernels;

    BatchSums(TokenRows rowsA, TokenRows rowsB) {
        this.rowsA = rowsA;
        this.rowsB = rowsB;
        this.kernels = new BatchKernels(rowsA.layers(), rowsB.layers());
    }

    @Override
    public void add(PairThreads threads, Runnable meanwhile) {
        threads.one(threads.a(), (model, between) -> {
            try (NDManager scope = model.transformer().newScope()) {
                kernels.add(scope, rowsA, rowsB, between);
            }
            return true;
        });
        meanwhile.run();
        rowsA.empty();
        rowsB.empty();
    }

    @Override
    public Matrices matrices(Set<Similarity> statistics, PairThreads threads) {
        Matrices matrices = new Matrices(rowsA.layers(), rowsB.layers());
        for (Similarity statistic : statistics) {
            for (int row = 0; row < rowsA.layers(); row++) {
                for (int column = 0; column < rowsB.layers(); column++) {
                    matrices.set(statistic, row, column, statistic == Similarity.CKA_DEBIASED
                            ? kernels.debiased(row, column)
                            : Double.NaN);
                }
            }
        }
        return matrices;
    }

    @Override
    public void close() {}
}
