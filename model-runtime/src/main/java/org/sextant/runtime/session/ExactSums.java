package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.sextant.runtime.compare.LayerSpectrum;
import org.sextant.runtime.compare.LayerSums;
import org.sextant.runtime.compare.LinearCka;
import org.sextant.runtime.compare.ProductSums;
import org.sextant.runtime.compare.ProductSums.Strip;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.compare.SpectralSimilarity;
import org.sextant.runtime.compare.TokenRows;

/// All products of layers with each other, half of them with either model, so that both are equally busy.
final class ExactSums implements SimilaritySums {
    private final LocalOpenModel a;
    private final LocalOpenModel b;
    private final TokenRows rowsA;
    private final TokenRows rowsB;
    /// Layers of the first model whose products with the second model's are the first model's work.
    private final int split;
    private final PairThreads.Both<HeldSums> sums;

    private ExactSums(PairThreads threads, TokenRows rowsA, TokenRows rowsB, PairThreads.Both<HeldSums> sums) {
        this.a = threads.a();
        this.b = threads.b();
        this.rowsA = rowsA;
        this.rowsB = rowsB;
        this.split = split(rowsA.layers());
        this.sums = sums;
    }

    static ExactSums begin(PairThreads threads, TokenRows rowsA, TokenRows rowsB) {
        return new ExactSums(threads, rowsA, rowsB, threads.both(
                (model, _) -> new HeldSums(new ProductSums(model.transformer().newScope(), ofA(rowsA, rowsB))),
                (model, _) -> new HeldSums(new ProductSums(model.transformer().newScope(), ofB(rowsA, rowsB)))));
    }

    private record HeldSums(ProductSums products) implements PairThreads.Held {
        @Override
        public void close() {
            products.close();
        }
    }

    private static int split(int layers) {
        return (layers + 1) / 2;
    }

    /// Each layer of the first model with itself, then half of them with the second model.
    private static List<Strip> ofA(TokenRows rowsA, TokenRows rowsB) {
        List<Strip> strips = new ArrayList<>();
        IntStream.range(0, rowsA.layers()).forEach(layer -> strips.add(Strip.own(rowsA, layer)));
        IntStream.range(0, split(rowsA.layers())).forEach(layer -> strips.add(Strip.across(rowsA, layer, rowsB)));
        return strips;
    }

    private static List<Strip> ofB(TokenRows rowsA, TokenRows rowsB) {
        List<Strip> strips = new ArrayList<>();
        IntStream.range(0, rowsB.layers()).forEach(layer -> strips.add(Strip.own(rowsB, layer)));
        IntStream.range(split(rowsA.layers()), rowsA.layers())
                .forEach(layer -> strips.add(Strip.across(rowsA, layer, rowsB)));
        return strips;
    }

    /// Bytes of all sums, of the largest product on its way into them, and of spectra where they are asked for.
    static long bytes(List<Integer> widthsA, List<Integer> widthsB, Set<Similarity> statistics) {
        long extra = TokenRows.EXTRA;
        long right = widthsB.stream().mapToLong(width -> width + extra).sum();
        long own = Math.max(squares(widthsA, extra), squares(widthsB, extra)) * 2;
        long across = widthsA.stream().mapToLong(width -> (width + extra) * right).sum();
        long largest = widthsA.stream().mapToLong(width -> (width + extra) * right).max().orElse(0);
        boolean spectral = statistics.stream().anyMatch(Similarity::spectral);
        return (own + across) * Double.BYTES + 2 * largest * Float.BYTES
                + (spectral ? LayerSpectrum.bytes(widthsA, widthsB, SimilaritySums.pairsAtOnce()) : 0);
    }

    private static long squares(List<Integer> widths, long extra) {
        return widths.stream().mapToLong(width -> (width + extra) * (width + extra)).sum();
    }

    @Override
    public void add(PairThreads threads, Runnable meanwhile) {
        threads.both((_, between) -> added(sums.a(), between), (_, between) -> added(sums.b(), between), meanwhile);
        rowsA.empty();
        rowsB.empty();
    }

    private static boolean added(HeldSums held, Runnable between) {
        held.products().add(between);
        return true;
    }

    @Override
    public Matrices matrices(Set<Similarity> statistics, PairThreads threads) {
        Matrices matrices = new Matrices(rowsA.layers(), rowsB.layers());
        List<Similarity> spectral = statistics.stream().filter(Similarity::spectral).toList();
        List<Own> ownA = own(threads, a, sums.a(), rowsA.layers(), !spectral.isEmpty());
        List<Own> ownB = own(threads, b, sums.b(), rowsB.layers(), !spectral.isEmpty());
        SimilaritySums.forEachPair(rowsA, rowsB, threads, (row, column) -> {
            LayerSums cross = across(threads, row, column);
            if (statistics.contains(Similarity.CKA)) {
                matrices.set(Similarity.CKA, row, column,
                        LinearCka.of(cross, ownA.get(row).size(), ownB.get(column).size()));
            }
            if (statistics.contains(Similarity.CKA_DEBIASED)) {
                matrices.set(Similarity.CKA_DEBIASED, row, column,
                        LinearCka.debiased(cross, ownA.get(row).size(), ownB.get(column).size()));
            }
            for (Similarity statistic : spectral) {
                threads.context().checkCancelled();
                matrices.set(statistic, row, column, SpectralSimilarity.of(statistic,
                        ownA.get(row).spectrum().orElseThrow(), ownB.get(column).spectrum().orElseThrow(),
                        LayerSpectrum.matrix(cross)));
            }
        });
        return matrices;
    }

    /// What is kept of a layer's sums with itself.
    private record Own(LinearCka.Size size, Optional<LayerSpectrum> spectrum) {}

    private static List<Own> own(PairThreads threads, LocalOpenModel model, HeldSums held, int layers,
            boolean spectral) {
        return threads.each(layers, layer -> {
            LayerSums own = threads.one(model, (_, _) -> held.products().of(layer, layer));
            return new Own(LinearCka.Size.of(own), spectral ? Optional.of(new LayerSpectrum(own)) : Optional.empty());
        });
    }

    private LayerSums across(PairThreads threads, int layer, int column) {
        boolean first = layer < split;
        HeldSums held = first ? sums.a() : sums.b();
        int strip = first ? rowsA.layers() + layer : rowsB.layers() + layer - split;
        return threads.one(first ? a : b, (_, _) -> held.products().of(strip, column));
    }

    @Override
    public void close() {
        PairThreads.release(a, sums.a());
        PairThreads.release(b, sums.b());
    }
}
