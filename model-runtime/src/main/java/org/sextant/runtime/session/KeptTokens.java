package org.sextant.runtime.session;

import java.util.List;
import java.util.Set;

import ai.djl.ndarray.NDManager;
import org.hipparchus.linear.RealMatrix;
import org.sextant.runtime.compare.GramCka;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.compare.SpectralSimilarity;
import org.sextant.runtime.compare.TokenRows;
import org.sextant.runtime.compare.TokenSpectra;

/// All tokens themselves, where they are so few that products of tokens with tokens are less than those of layers with
/// layers. Computed with the first model.
///
/// @param rowsA with room for all tokens
/// @param rowsB with room for all tokens
record KeptTokens(TokenRows rowsA, TokenRows rowsB) implements SimilaritySums {
    /// Bytes of so many tokens and of what is made of them.
    static long bytes(List<Integer> widthsA, List<Integer> widthsB, Set<Similarity> statistics, int tokens) {
        boolean spectral = statistics.stream().anyMatch(Similarity::spectral);
        return TokenRows.bytes(widthsA, tokens) + TokenRows.bytes(widthsB, tokens)
                + Math.max(GramCka.bytes(widthsA, widthsB, tokens),
                        spectral ? TokenSpectra.bytes(widthsA, widthsB, tokens, SimilaritySums.pairsAtOnce()) : 0);
    }

    /// Tokens up to which products of tokens, in double precision, are no more work than those of layers: each token
    /// of a layer is multiplied with all tokens instead of all layers.
    static long worthwhile(List<Integer> widthsA, List<Integer> widthsB) {
        long a = sum(widthsA);
        long b = sum(widthsB);
        return (a * b + squares(widthsA) + squares(widthsB)) / (2 * (a + b));
    }

    private static long sum(List<Integer> widths) {
        return widths.stream().mapToLong(Integer::longValue).sum();
    }

    private static long squares(List<Integer> widths) {
        return widths.stream().mapToLong(width -> (long) width * width).sum();
    }

    /// The rows stay.
    @Override
    public void add(PairThreads threads, Runnable meanwhile) {
        meanwhile.run();
    }

    @Override
    public Matrices matrices(Set<Similarity> statistics, PairThreads threads) {
        Matrices matrices = new Matrices(rowsA.layers(), rowsB.layers());
        if (statistics.contains(Similarity.CKA) || statistics.contains(Similarity.CKA_DEBIASED)) {
            linear(matrices, statistics, threads);
        }
        List<Similarity> spectral = statistics.stream().filter(Similarity::spectral).toList();
        if (!spectral.isEmpty()) {
            spectral(matrices, spectral, threads);
        }
        return matrices;
    }

    private void linear(Matrices matrices, Set<Similarity> statistics, PairThreads threads) {
        GramCka cka = new GramCka(rowsA, rowsB);
        for (int next = 0; next < cka.blocks(); next++) {
            int block = next;
            threads.one(threads.a(), (model, between) -> {
                try (NDManager scope = model.transformer().newScope()) {
                    cka.add(scope, block, between);
                }
                return true;
            });
            threads.context().update(new Update.Progress("Similarities", block + 1L, cka.blocks(), "blocks of tokens"));
            threads.context().letOthersIn();
        }
        for (int row = 0; row < rowsA.layers(); row++) {
            for (int column = 0; column < rowsB.layers(); column++) {
                if (statistics.contains(Similarity.CKA)) {
                    matrices.set(Similarity.CKA, row, column, cka.linear(row, column));
                }
                if (statistics.contains(Similarity.CKA_DEBIASED)) {
                    matrices.set(Similarity.CKA_DEBIASED, row, column, cka.debiased(row, column));
                }
            }
        }
    }

    private void spectral(Matrices matrices, List<Similarity> statistics, PairThreads threads) {
        try (TokenSpectra a = new TokenSpectra(rowsA); TokenSpectra b = new TokenSpectra(rowsB)) {
            find(a, rowsA.layers(), threads);
            find(b, rowsB.layers(), threads);
            SimilaritySums.forEachPair(rowsA, rowsB, threads, (row, column) -> {
                RealMatrix cross = threads.one(threads.a(), (model, _) -> {
                    try (NDManager scope = model.transformer().newScope()) {
                        return a.cross(scope, row, b, column);
                    }
                });
                for (Similarity statistic : statistics) {
                    threads.context().checkCancelled();
                    matrices.set(statistic, row, column,
                            SpectralSimilarity.of(statistic, a.of(row), b.of(column), cross));
                }
            });
        }
    }

    private static void find(TokenSpectra spectra, int layers, PairThreads threads) {
        threads.each(layers, layer -> {
            spectra.find(layer, threads.one(threads.a(), (model, _) -> {
                try (NDManager scope = model.transformer().newScope()) {
                    return spectra.products(scope, layer);
                }
            }));
            return true;
        });
    }

    @Override
    public void close() {}
}
